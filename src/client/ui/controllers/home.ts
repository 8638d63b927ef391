import type { LitElement } from "lit";
import { type Host, hostContext } from "../host-context.ts";

/**
 * Knows the ways out of a flow, wherever the server is mounted. Asks once, when its element is connected: what `ContextConsumer` of
 * @lit/context does, for stages that are part of the first form.
 */
export class Home {
  #host: Host = { base: "/" };

  constructor(element: LitElement) {
    const callback = (host: Host): void => void (this.#host = host);
    const hostConnected = (): void => {
      const request = new Event("context-request", { bubbles: true, composed: true });
      element.dispatchEvent(Object.assign(request, { context: hostContext, contextTarget: element, callback }));
    };
    element.addController({ hostConnected });
  }

  /** The overview. */
  get base(): string {
    return this.#host.base;
  }

  /** Drops the plan on the server, and signs out. */
  get cancelUrl(): string {
    return `${this.base}flows/-/cancel/`;
  }
}
