/** A thread with Python behind the closed doors, and nothing that watches what expressions name: what is left when that has been got round. */
import { parentPort, workerData } from "node:worker_threads";
import { loadPyodide, type PyodideAPI } from "pyodide";
import { ClosedDoors } from "../../../../src/server/python/closed-doors.ts";

const port = parentPort;
const doors = new ClosedDoors(64 * 1024 * 1024);
// The first of these threads leaves its memory to the others: to load all that again takes each of them five seconds of processor.
const snapshot = workerData as Uint8Array | undefined;
const options = snapshot ? { _loadSnapshot: snapshot } : { _makeSnapshot: true };
const pyodide = await loadPyodide({ jsglobals: Object.create(null) as object, env: {}, ...(options as object) });
const left = snapshot ?? (pyodide as PyodideAPI & { makeMemorySnapshot(): Uint8Array }).makeMemorySnapshot();
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
port?.postMessage(left);
