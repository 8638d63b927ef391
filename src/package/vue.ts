/** `flow-interface/vue`: what Vue has to know of the element. */
import type { DefineComponent } from "vue";
import type {
  FlowBeforeLeaveEvent,
  FlowBeforeStepEvent,
  FlowBeforeSubmitEvent,
  FlowProblemEvent,
  FlowShownEvent,
} from "../client/ui/events.ts";

/** What a template may set and listen to. */
export interface FlowExecutorProps {
  readonly slug: string;
  readonly apiBase?: string;
  readonly query?: string;
  readonly lang?: string;
  readonly encapsulated?: boolean;
  readonly manual?: boolean;
  readonly fetch?: typeof globalThis.fetch;
  readonly "onAk-flow-before-step"?: (event: FlowBeforeStepEvent) => void;
  readonly "onAk-flow-shown"?: (event: FlowShownEvent) => void;
  readonly "onAk-flow-before-submit"?: (event: FlowBeforeSubmitEvent) => void;
  readonly "onAk-flow-problem"?: (event: FlowProblemEvent) => void;
  readonly "onAk-flow-before-leave"?: (event: FlowBeforeLeaveEvent) => void;
}

declare module "vue" {
  interface GlobalComponents {
    "ak-flow-executor": DefineComponent<FlowExecutorProps>;
  }
}

/** For `compilerOptions.isCustomElement`: whether a tag in a template is ours, and no component of Vue. */
export function isFlowElement(tag: string): boolean {
  return tag.endsWith("-flow-executor");
}
