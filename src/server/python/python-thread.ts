import { MessageChannel, type MessagePort, Worker } from "node:worker_threads";
import { ExpressionError } from "../engine/expressions.ts";
import type { FromThread, ThreadData, ToThread } from "./thread-messages.ts";

/** Answers a question that an expression asks the server, as JSON. */
export type AnswerQuestion = (question: string) => Promise<string>;

interface Waiting {
  readonly resolve: (message: FromThread) => void;
  readonly reject: (error: ExpressionError) => void;
}

/** Milliseconds; Python takes a few seconds, on a busy machine more. */
const startLimit = 60_000;

/** This file and the thread's lie side by side, as sources and when everything has been bundled. */
const isSource = import.meta.url.endsWith(".ts");
const file = new URL(`./python-worker.${isSource ? "ts" : "js"}`, import.meta.url);

/** Threads do not inherit what makes Node read TypeScript. */
function entry(): URL {
  if (!isSource) return file;
  const script = `import { register } from "${import.meta.resolve("tsx/esm/api")}"; register(); await import("${file.href}");`;
  return new URL(`data:text/javascript,${encodeURIComponent(script)}`);
}

/** One thread with Python in it: does one thing at a time, and is of no use any longer when something went wrong. */
export class PythonThread {
  readonly #worker: Worker;
  readonly #answers: MessagePort;
  readonly #signal = new Int32Array(new SharedArrayBuffer(4));
  readonly #ready: Promise<unknown>;
  #waiting: Waiting | undefined;
  #answerQuestion: AnswerQuestion | undefined;

  /** @param snapshots the folder in which snapshots of Python's memory are kept; without one, each start takes seconds */
  constructor(snapshots?: string) {
    const { port1, port2 } = new MessageChannel();
    this.#answers = port1;
    const data: ThreadData = { answers: port2, signal: this.#signal, snapshots };
    this.#worker = new Worker(entry(), {
      workerData: data,
      transferList: [port2],
      env: {},
      stdin: true,
      stdout: true,
      stderr: true,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: 256, stackSizeMb: 8 },
    });
    this.#worker.on("message", (message: FromThread) => this.#waiting?.resolve(message));
    this.#worker.on("error", (error) => this.#fail(`Python has failed: ${error.message}`));
    this.#worker.on("exit", () => this.#fail("Python has been ended."));
    this.#answers.on("message", (question: string) => void this.#reply(question));
    this.#answers.unref();
    this.#ready = this.#message();
    // Whoever waits for it is told; while it warms up nobody does.
    this.#ready.catch(() => undefined);
    this.#worker.unref();
  }

  /**
   * Has Python do something. Waits until it is ready; the time runs from then.
   *
   * @param timeLimit milliseconds
   * @throws ExpressionError when Python was stopped; the thread cannot be used again
   */
  async run(task: ToThread, timeLimit: number, answerQuestion: AnswerQuestion): Promise<string> {
    // It keeps the process alive only while somebody waits for it.
    this.#worker.ref();
    await this.#readyInTime();
    this.#answerQuestion = answerQuestion;
    const timer = setTimeout(() => this.#fail(`The expression took longer than ${timeLimit / 1000} s.`), timeLimit);
    try {
      this.#worker.postMessage(task);
      const message = await this.#message();
      if (message.kind === "answer") return message.text;
      const didLeave = message.kind === "broken" && message.byDoor;
      throw new ExpressionError(`The expression ${didLeave ? "tried to leave" : "broke"} its interpreter.`);
    } finally {
      clearTimeout(timer);
      this.#answerQuestion = undefined;
      this.#worker.unref();
    }
  }

  /** Ends the thread, whatever it is doing. */
  stop(): void {
    this.#answers.close();
    void this.#worker.terminate();
  }

  async #readyInTime(): Promise<void> {
    const timer = setTimeout(() => this.#fail("Python did not start in time."), startLimit);
    try {
      await this.#ready;
    } finally {
      clearTimeout(timer);
    }
  }

  #message(): Promise<FromThread> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
    });
  }

  #fail(message: string): void {
    this.#waiting?.reject(new ExpressionError(message));
  }

  async #reply(question: string): Promise<void> {
    const answer = await this.#answerQuestion?.(question);
    this.#answers.postMessage(answer ?? "{}");
    Atomics.store(this.#signal, 0, 1);
    Atomics.notify(this.#signal, 0);
  }
}
