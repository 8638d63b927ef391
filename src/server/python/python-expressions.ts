import {
  type Examined,
  ExpressionError,
  type ExpressionOutcome,
  type ExpressionRequest,
  type ExpressionRunner,
  type ExpressionSource,
} from "../engine/expressions.ts";
import { answerQuestion, type HostServices } from "./expression-host.ts";
import { applyChanges, encodeRequest, type ExpressionAnswer, type Reach } from "./expression-wire.ts";
import { FairQueue, type QueueLimits } from "./fair-queue.ts";
import { type AnswerQuestion, PythonThread } from "./python-thread.ts";
import type { ToThread } from "./thread-messages.ts";

/** Milliseconds an expression may take; it has no network to wait for. */
const defaultTimeLimit = 5_000;
/** Whoever waits longer than this would rather be told. */
const defaultLimits: QueueLimits = { waiting: 64, waitingPerClient: 2, timeout: 10_000 };
/** Characters of JSON an expression may leave behind. */
const maxAnswer = 1_000_000;

/** Where threads come from, and where one goes that is whole and idle when nobody here needs it any longer. */
export interface PythonThreads {
  take(): PythonThread;
  giveBack(thread: PythonThread): void;
}

interface ExaminedAnswer {
  readonly fault: string | null;
  readonly line?: number | null;
  readonly missing: readonly (readonly [line: number, what: string])[];
}

export interface PythonOptions {
  /** Milliseconds any expression may take. */
  readonly timeLimit?: number | undefined;
  readonly limits?: QueueLimits | undefined;
  readonly threads?: PythonThreads | undefined;
}

/** Threads of one's own, which start from a snapshot in the folder. */
export function ownThreads(snapshots?: string): PythonThreads {
  return { take: () => new PythonThread(snapshots), giveBack: (thread) => thread.stop() };
}

/**
 * Evaluates expressions with CPython, compiled to WebAssembly, in a thread of its own. One at a time; each finds Python as it was when it
 * started, whatever others did in it. One that takes too long costs the thread, and the next one waits for a new one. Those that wait are
 * few, and networks take turns: many requests of one, or slow ones, are no reason for others to wait long.
 */
export class PythonExpressions implements ExpressionRunner {
  readonly #services: HostServices;
  readonly #timeLimit: number;
  #thread: PythonThread | undefined;
  readonly #queue: FairQueue;
  readonly #threads: PythonThreads;
  #isClosed = false;
  #wasReady = false;

  constructor(
    services: HostServices,
    { timeLimit = defaultTimeLimit, limits = defaultLimits, threads = ownThreads() }: PythonOptions = {},
  ) {
    this.#services = services;
    this.#timeLimit = timeLimit;
    this.#threads = threads;
    this.#queue = new FairQueue(limits, () => !this.#wasReady);
  }

  /** Starts Python, which takes some seconds, so that the first expression need not wait for it. */
  warmUp(): void {
    this.#thread ??= this.#threads.take();
  }

  async evaluate(request: ExpressionRequest): Promise<ExpressionOutcome> {
    const timeLimit = Math.min(request.timeLimit ?? this.#timeLimit, this.#timeLimit);
    const answer = (question: string): Promise<string> => answerQuestion(this.#services, request, question);
    const text = await this.#queue.run(request.http.clientNetwork, () =>
      // What is sent is what is known when its turn comes.
      this.#run({ kind: "evaluate", text: encodeRequest(request, this.#reach) }, timeLimit, answer),
    );
    if (text.length > maxAnswer) throw new ExpressionError("The expression's result is too large.");
    const { value, isNone, isTruthy = false, messages, error, changes } = JSON.parse(text) as ExpressionAnswer;
    if (changes) applyChanges(request, changes);
    if (error !== undefined) throw new ExpressionError(error);
    return { value: isNone ? undefined : value, isTruthy, messages };
  }

  async examine(sources: readonly ExpressionSource[]): Promise<Examined[]> {
    if (sources.length === 0) return [];
    const text = JSON.stringify(sources.map(({ source, kind }) => ({ source, kind, ...this.#reach })));
    const answer = await this.#queue.run(undefined, () =>
      this.#run({ kind: "examine", text }, this.#timeLimit, async () => "{}"),
    );
    return (JSON.parse(answer) as ExaminedAnswer[]).map(({ fault, line, missing }) => ({
      fault: fault ?? undefined,
      ...(line != null && { line }),
      missing: missing.map(([line, what]) => ({ line, what })),
    }));
  }

  /** Ends Python; expressions under way fail, and those that wait. */
  close(): void {
    this.#isClosed = true;
    this.#queue.clear(new ExpressionError("Python has been ended."));
    if (this.#queue.isBusy) this.#thread?.stop();
    else if (this.#thread) this.#threads.giveBack(this.#thread);
    this.#thread = undefined;
  }

  get #reach(): Reach {
    const { outgoing, lookups } = this.#services;
    return { network: outgoing !== undefined, names: lookups !== undefined };
  }

  async #run(task: ToThread, timeLimit: number, answer: AnswerQuestion): Promise<string> {
    if (this.#isClosed) throw new ExpressionError("Python has been ended.");
    this.#thread ??= this.#threads.take();
    const thread = this.#thread;
    try {
      return await thread.run(task, timeLimit, answer);
    } catch (error) {
      thread.stop();
      // The next one is needed soon, and takes its time to start.
      this.#thread = this.#hasEnded() ? undefined : this.#threads.take();
      throw error;
    } finally {
      this.#wasReady = true;
    }
  }

  /** Asked again after a wait: it may have been closed meanwhile. */
  #hasEnded(): boolean {
    return this.#isClosed;
  }
}
