/**
 * The thread in which Python runs. It is told what to evaluate by JSON and answers with JSON; what expressions ask the server goes the same
 * way while Python waits. Started by `PythonThread`.
 */
import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from "node:worker_threads";
import type { PyodideAPI } from "pyodide";
import { ClosedDoors } from "./closed-doors.ts";
import { loadPython } from "./python-snapshot.ts";
import type { FromThread, ThreadData, ToThread } from "./thread-messages.ts";

/** Bytes Python may take; it needs 31 MB for itself. */
const maxMemory = 64 * 1024 * 1024;

/** What `evaluate.py` does, by the kind of the task. */
type Evaluator = Readonly<Record<ToThread["kind"], (text: string) => string>>;

/** Python with the memory it had when it was ready, to which it returns after every evaluation. */
class Python {
  readonly #memory: { readonly HEAPU8: Uint8Array };
  readonly #ready: Uint8Array;
  readonly #evaluator: Evaluator;

  constructor(pyodide: PyodideAPI, evaluator: Evaluator) {
    this.#memory = (pyodide as unknown as { _module: { HEAPU8: Uint8Array } })._module;
    this.#evaluator = evaluator;
    this.#ready = this.#memory.HEAPU8.slice();
  }

  answer({ kind, text }: ToThread): string {
    return this.#evaluator[kind](text);
  }

  /** Forgets everything that happened, changes of modules and classes included. */
  forget(): void {
    const memory = this.#memory.HEAPU8;
    memory.set(this.#ready);
    memory.fill(0, this.#ready.length);
  }
}

/** Bytes between Python and the server: a line out is a question, a line in its answer. */
class Questions {
  readonly #encoder = new TextEncoder();
  readonly #decoder = new TextDecoder();
  readonly #signal: Int32Array;
  readonly #port: MessagePort;
  #question = "";
  #answer = new Uint8Array();

  constructor({ signal, answers }: ThreadData) {
    this.#signal = signal;
    this.#port = answers;
  }

  write(bytes: Uint8Array): number {
    this.#question += this.#decoder.decode(bytes, { stream: true });
    if (!this.#question.endsWith("\n")) return bytes.length;
    Atomics.store(this.#signal, 0, 0);
    this.#port.postMessage(this.#question);
    this.#question = "";
    Atomics.wait(this.#signal, 0, 0);
    this.#answer = this.#encoder.encode(`${String(receiveMessageOnPort(this.#port)?.message)}\n`);
    return bytes.length;
  }

  read(into: Uint8Array): number {
    const part = this.#answer.subarray(0, into.length);
    into.set(part);
    this.#answer = this.#answer.slice(part.length);
    return part.length;
  }
}

async function start(port: MessagePort, data: ThreadData): Promise<void> {
  // Nobody wants what it prints, and to read it would keep the server alive.
  for (const stream of [process.stdout, process.stderr]) stream.write = () => true;
  const doors = new ClosedDoors(maxMemory);
  const silent = { write: (bytes: Uint8Array) => bytes.length };
  const pyodide = await loadPython(data.snapshots);
  // Taken now: it would cost Python what it does not have later.
  const { evaluate, examine } = pyodide.pyimport("sandbox.evaluate") as Evaluator;
  const questions = new Questions(data);
  pyodide.setStdin({ read: (into: Uint8Array) => questions.read(into) });
  pyodide.setStdout({ write: (bytes: Uint8Array) => questions.write(bytes) });
  pyodide.setStderr(silent);
  const python = new Python(pyodide, { evaluate, examine });
  doors.close();
  const tell = (message: FromThread): void => port.postMessage(message);
  port.on("message", (message: ToThread) => {
    try {
      tell({ kind: "answer", text: python.answer(message) });
      python.forget();
    } catch {
      tell({ kind: "broken", byDoor: doors.wasTried });
    }
  });
  tell({ kind: "ready" });
}

if (parentPort) await start(parentPort, workerData as ThreadData);
