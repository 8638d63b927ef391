/** `flow-interface/react`: the element as a component of React, with its properties and events. */
import { createComponent } from "@lit/react";
import * as React from "react";
import type {
  FlowBeforeLeaveEvent,
  FlowBeforeStepEvent,
  FlowBeforeSubmitEvent,
  FlowProblemEvent,
  FlowShownEvent,
} from "../client/ui/events.ts";
import { defineFlow, FlowElement } from "./define.ts";

export interface FlowExecutorProps extends Omit<React.HTMLAttributes<FlowElement>, "lang"> {
  /** The flow. */
  readonly slug: string;
  /** Where the server is mounted; by default the root of this site. */
  readonly apiBase?: string;
  /** The query that the server reads `next` and others from; by default the page's. */
  readonly query?: string;
  /** The language that the server is asked to speak. */
  readonly lang?: string;
  /** Everything in one shadow root, for pages whose styles would leak in. Password managers then see less. */
  readonly encapsulated?: boolean;
  /** The flow waits for `start()`. */
  readonly manual?: boolean;
  readonly fetch?: typeof globalThis.fetch;
  readonly onBeforeStep?: (event: FlowBeforeStepEvent) => void;
  readonly onShown?: (event: FlowShownEvent) => void;
  readonly onBeforeSubmit?: (event: FlowBeforeSubmitEvent) => void;
  readonly onProblem?: (event: FlowProblemEvent) => void;
  readonly onBeforeLeave?: (event: FlowBeforeLeaveEvent) => void;
}

const events = {
  onBeforeStep: "ak-flow-before-step",
  onShown: "ak-flow-shown",
  onBeforeSubmit: "ak-flow-before-submit",
  onProblem: "ak-flow-problem",
  onBeforeLeave: "ak-flow-before-leave",
} as const;

const Wrapped = /* @__PURE__ */ createComponent({
  react: React,
  tagName: "ak-flow-executor",
  elementClass: FlowElement,
  events,
});

/** Runs a flow. A `ref` is the element, with its methods. */
export const FlowExecutor: React.ForwardRefExoticComponent<FlowExecutorProps & React.RefAttributes<FlowElement>> =
  /* @__PURE__ */ React.forwardRef<FlowElement, FlowExecutorProps>(function FlowExecutor(props, ref) {
    defineFlow();
    return React.createElement(Wrapped, { ...(props as object), ref });
  });
