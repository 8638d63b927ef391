/** A thread with Python behind the closed doors, and nothing that watches what expressions name: what is left when that has been got round. */
import { parentPort } from "node:worker_threads";
import { loadPyodide } from "pyodide";
import { ClosedDoors } from "../../../../src/server/python/closed-doors.ts";

const port = parentPort;
const doors = new ClosedDoors(64 * 1024 * 1024);
const pyodide = await loadPyodide({ jsglobals: Object.create(null) as object, env: {} });
const run = pyodide.runPython(`
import builtins, os, subprocess, socket, sys, ctypes
import pyodide.code, pyodide_js

def run(source):
    names = {}
    try:
        exec(source, names)
        return repr(names.get("result"))
    except BaseException as error:
        return f"{type(error).__name__}: {error}"
run
`) as (source: string) => string;
doors.close();
port?.on("message", (source: string) => {
  try {
    port.postMessage(run(source));
  } catch {
    port.postMessage(doors.wasTried ? "closed door" : "broken");
  }
});
port?.postMessage("ready");
