import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { Worker } from "node:worker_threads";
import type { ExpressionRequest } from "../../../src/server/engine/expressions.ts";
import { answerQuestion } from "../../../src/server/python/expression-host.ts";
import { httpFacts, PolicyLab } from "./support/expressions.ts";

const folder = mkdtempSync(join(tmpdir(), "walls-"));
const lab = new PolicyLab(folder, { timeLimit: 1_500 });
after(() => {
  lab.close();
  rmSync(folder, { recursive: true });
});

const request: ExpressionRequest = { kind: "policy", source: "", user: null, context: {}, http: httpFacts() };

test("an expression asks the server only what it may", async () => {
  for (const question of ["constructor", "toString", "__proto__", "hasOwnProperty", "delete"]) {
    const answer = await answerQuestion(lab.host, request, JSON.stringify({ question }));
    assert.deepEqual(JSON.parse(answer), { error: "Expressions cannot ask that." }, question);
  }
});

describe("behind the closed doors there is no way out, whatever Python does", () => {
  const attempts: [what: string, source: string, says: RegExp][] = [
    ["a shell", 'result = os.system("true")', /^closed door$/],
    ["a process", 'import subprocess; result = subprocess.run(["true"])', /Error/],
    ["a socket", 'import socket; result = socket.create_connection(("127.0.0.1", 9))', /PermissionError/],
    ["a file of the host", 'result = open("/etc/passwd").read()', /PermissionError/],
    ["a file of its own", 'result = open("/tmp/x", "w")', /PermissionError/],
    ["a folder", 'result = os.listdir("/")', /PermissionError/],
    ["the interpreter's JavaScript", "import pyodide_js; result = pyodide_js.FS", /^closed door$/],
    ["code in JavaScript", 'from pyodide.code import run_js; result = run_js("1 + 1")', /^closed door$/],
    ["native functions", "import ctypes; result = ctypes.CDLL(None).getpid()", /^closed door$/],
  ];
  let worker: Worker | undefined;
  after(() => worker?.terminate());
  for (const [what, source, says] of attempts) {
    test(what, async () => {
      worker ??= await bareWorker();
      worker.postMessage(`import os\n${source}`);
      const [answer] = (await once(worker, "message")) as [string];
      assert.match(answer, says);
      if (answer !== "closed door") return;
      await worker.terminate();
      worker = undefined;
    });
  }
});

let snapshot: Uint8Array | undefined;

async function bareWorker(): Promise<Worker> {
  const file = new URL("./support/bare-python.ts", import.meta.url).href;
  const script = `import { register } from "${import.meta.resolve("tsx/esm/api")}"; register(); await import("${file}");`;
  const url = new URL(`data:text/javascript,${encodeURIComponent(script)}`);
  const worker = new Worker(url, { execArgv: [], env: {}, stdout: true, stderr: true, workerData: snapshot });
  worker.stderr.resume();
  [snapshot] = (await once(worker, "message")) as [Uint8Array];
  return worker;
}
