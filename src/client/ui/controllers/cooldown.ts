import type { ReactiveController, ReactiveControllerHost } from "lit";

/** Seconds between one message and the next: long enough for the first to arrive. */
const pause = 30;

/** Counts the seconds until something may be done again. */
export class Cooldown implements ReactiveController {
  /** How many are left; 0 when it may be done. */
  seconds = 0;

  readonly #host: ReactiveControllerHost;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.stop();
  }

  /** Begins anew. */
  start(): void {
    this.stop();
    this.seconds = pause;
    this.#host.requestUpdate();
    this.#wait();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.seconds = 0;
  }

  #wait(): void {
    this.#timer = setTimeout(() => {
      this.seconds -= 1;
      this.#host.requestUpdate();
      if (this.seconds > 0) this.#wait();
    }, 1000);
  }
}
