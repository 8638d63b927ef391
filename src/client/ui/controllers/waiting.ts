import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { FlowProblem } from "../../flow/flow-problem.ts";

/** Milliseconds after which a person deserves to be told that it takes longer than usual. */
const slowAfter = 2000;

type Host = ReactiveControllerHost & { readonly busy: boolean; readonly problem: FlowProblem | undefined };

/** Knows how long a stage has been waiting for the server, and how long a person has to wait before the next try. */
export class Waiting implements ReactiveController {
  /** The answer takes longer than usual. */
  slow = false;
  /** Seconds until the server wants to hear from us again. */
  seconds = 0;

  readonly #host: Host;
  #busy = false;
  #problem: FlowProblem | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: Host) {
    this.#host = host;
    host.addController(this);
  }

  hostUpdate(): void {
    const { busy, problem } = this.#host;
    if (busy === this.#busy && problem === this.#problem) return;
    this.#busy = busy;
    this.#problem = problem;
    clearTimeout(this.#timer);
    this.slow = false;
    this.seconds = problem?.retryAfter ?? 0;
    if (busy) this.#timer = setTimeout(() => this.#onSlow(), slowAfter);
    else if (this.seconds) this.#count();
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }

  #onSlow(): void {
    this.slow = true;
    this.#host.requestUpdate();
  }

  #count(): void {
    this.#timer = setTimeout(() => {
      this.seconds -= 1;
      this.#host.requestUpdate();
      if (this.seconds) this.#count();
    }, 1000);
  }
}
