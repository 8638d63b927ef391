import type { LitElement } from "lit";
import type { ApiClient } from "../../flow/api-client.ts";
import { type FlowContext, flowContext } from "../flow-context.ts";

/**
 * Gives an element what the executor around it provides (the Web Components Community Group's context protocol). Asks once, when the element
 * is connected: what `ContextConsumer` of @lit/context does without subscriptions, in a tenth of its bytes and without a further request.
 */
export class FlowContextConsumer {
  #context: FlowContext | undefined;

  constructor(element: LitElement) {
    const hostConnected = (): void => {
      this.#context = contextOf(element) ?? this.#context;
    };
    element.addController({ hostConnected });
  }

  /** The overview. */
  get base(): string {
    return this.#context?.base ?? "/";
  }

  /** The server's API; `undefined` for an element that stands in no flow. */
  get api(): ApiClient | undefined {
    return this.#context?.api;
  }
}

/** What the executor around an element provides at this moment. */
export function contextOf(element: Element): FlowContext | undefined {
  let found: FlowContext | undefined;
  const callback = (context: FlowContext): void => void (found = context);
  const request = new Event("context-request", { bubbles: true, composed: true });
  element.dispatchEvent(Object.assign(request, { context: flowContext, contextTarget: element, callback }));
  return found;
}
