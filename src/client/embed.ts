/** What a page of somebody else's loads: the element, and what stages of one's own are made with. */
export { FlowExecutor } from "./shell/flow-executor.ts";
export { registerStage } from "./stages/registry.ts";
export {
  FlowChallengeEvent,
  FlowLeavingEvent,
  FlowProblemEvent,
  FlowRetryEvent,
  FlowStepEvent,
  FlowSubmitEvent,
  FlowSubmittedEvent,
} from "./ui/events.ts";
export { StageElement } from "./ui/stage-element.ts";
