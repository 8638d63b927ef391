import {
  ExpressionError,
  type ExpressionOutcome,
  type ExpressionRequest,
  type ExpressionRunner,
} from "../engine/expressions.ts";
import { answerQuestion, type HostServices } from "./expression-host.ts";
import { applyChanges, encodeRequest, type ExpressionAnswer } from "./expression-wire.ts";
import { type AnswerQuestion, PythonThread } from "./python-thread.ts";
import type { ToThread } from "./thread-messages.ts";

/** Milliseconds an expression may take; it has no network to wait for. */
const defaultTimeLimit = 5_000;
/** Characters of JSON an expression may leave behind. */
const maxAnswer = 1_000_000;

/**
 * Evaluates expressions with CPython, compiled to WebAssembly, in a thread of its own. One at a time; each finds Python as it was when it
 * started, whatever others did in it. One that takes too long costs the thread, and the next one waits for a new one.
 */
export class PythonExpressions implements ExpressionRunner {
  readonly #services: HostServices;
  readonly #timeLimit: number;
  #thread: PythonThread | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  /** @param timeLimit milliseconds any expression may take */
  constructor(services: HostServices, timeLimit = defaultTimeLimit) {
    this.#services = services;
    this.#timeLimit = timeLimit;
  }

  /** Starts Python, which takes some seconds, so that the first expression need not wait for it. */
  warmUp(): void {
    this.#thread ??= new PythonThread();
  }

  async evaluate(request: ExpressionRequest): Promise<ExpressionOutcome> {
    const timeLimit = Math.min(request.timeLimit ?? this.#timeLimit, this.#timeLimit);
    const text = await this.#run({ kind: "evaluate", text: encodeRequest(request) }, timeLimit, (question) =>
      answerQuestion(this.#services, request, question),
    );
    if (text.length > maxAnswer) throw new ExpressionError("The expression's result is too large.");
    const { value, isNone, isTruthy = false, messages, error, changes } = JSON.parse(text) as ExpressionAnswer;
    if (changes) applyChanges(request, changes);
    if (error !== undefined) throw new ExpressionError(error);
    return { value: isNone ? undefined : value, isTruthy, messages };
  }

  async validate(source: string): Promise<string | undefined> {
    const fault = await this.#run({ kind: "validate", text: source }, this.#timeLimit, async () => "{}");
    return fault || undefined;
  }

  /** Ends Python; an expression under way fails. */
  close(): void {
    this.#isClosed = true;
    this.#thread?.stop();
    this.#thread = undefined;
  }

  /** Waits for its turn. */
  #run(task: ToThread, timeLimit: number, answer: AnswerQuestion): Promise<string> {
    const result = this.#last.then(async () => {
      this.#thread ??= new PythonThread();
      const thread = this.#thread;
      try {
        return await thread.run(task, timeLimit, answer);
      } catch (error) {
        thread.stop();
        // The next one is needed soon, and takes its time to start.
        this.#thread = this.#isClosed ? undefined : new PythonThread();
        throw error;
      }
    });
    this.#last = result.catch(() => undefined);
    return result;
  }
}
