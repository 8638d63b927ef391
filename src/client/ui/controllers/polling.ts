import type { ReactiveController, ReactiveControllerHost } from "lit";
import { isPageHidden, onPageShown } from "../../platform/visibility.ts";

/** Milliseconds between one question and the next. */
const pause = 3000;

/** Asks something again and again, one question at a time, until the answer is there; not while nobody can see the page. */
export class Polling implements ReactiveController {
  readonly #ask: (signal: AbortSignal) => Promise<boolean>;
  #connection: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isAsking = false;

  /** @param ask asks once; gives whether to go on, which it does not when the signal has aborted */
  constructor(host: ReactiveControllerHost, ask: (signal: AbortSignal) => Promise<boolean>) {
    this.#ask = ask;
    host.addController(this);
  }

  hostConnected(): void {
    this.#connection = new AbortController();
    onPageShown(() => void this.now(), this.#connection.signal);
    this.#wait();
  }

  hostDisconnected(): void {
    this.#connection?.abort();
    clearTimeout(this.#timer);
  }

  /** Asks at once, unless a question is under way. */
  async now(): Promise<void> {
    const signal = this.#connection?.signal;
    if (!signal || signal.aborted || this.#isAsking) return;
    clearTimeout(this.#timer);
    this.#isAsking = true;
    try {
      if (await this.#ask(signal)) this.#wait();
    } finally {
      this.#isAsking = false;
    }
  }

  #wait(): void {
    this.#timer = setTimeout(() => {
      if (!isPageHidden()) void this.now(); // Otherwise it asks when the page is seen again.
    }, pause);
  }
}
