import { ContextConsumer } from "@lit/context";
import type { LitElement } from "lit";
import { hostContext } from "../host-context.ts";

/** Knows the ways out of a flow, wherever the server is mounted. */
export class Home {
  readonly #host: ContextConsumer<typeof hostContext, LitElement>;

  constructor(element: LitElement) {
    this.#host = new ContextConsumer(element, { context: hostContext });
  }

  /** The overview. */
  get base(): string {
    return this.#host.value?.base ?? "/";
  }

  /** Drops the plan on the server, and signs out. */
  get cancelUrl(): string {
    return `${this.base}flows/-/cancel/`;
  }
}
