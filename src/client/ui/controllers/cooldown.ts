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

  /** Begins anew. @param since milliseconds that have gone by already */
  start(since = 0): void {
    this.stop();
    this.seconds = Math.max(0, pause - Math.floor(since / 1000));
    this.#host.requestUpdate();
    if (this.seconds > 0) this.#wait();
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
