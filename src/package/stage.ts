/** `flow-interface/stage`: what a stage of your own is made with. */
export { css, html, nothing, type TemplateResult } from "lit";
export type {
  AnswerFor,
  AnswerOf,
  AnyChallenge,
  Challenge,
  ChallengeFor,
  ChallengeOf,
  ComponentName,
  ErrorDetail,
  FlowInfo,
  Payload,
  ResponseErrors,
} from "../protocol/challenges.ts";
export type { FlowProblem, ProblemCode } from "../client/flow/flow-problem.ts";
export { fieldText } from "../client/flow/form-answer.ts";
export { registerStage } from "../client/shell/stage-loader.ts";
export { stageSheet } from "../client/ui/adopt-styles.ts";
export { FlowChallengeEvent, FlowRetryEvent, FlowSubmitEvent, StageTurnEvent } from "../client/ui/events.ts";
export { type AnyStage, StageElement } from "../client/ui/stage-element.ts";
export { actions } from "../client/ui/templates/actions.ts";
export { errorsOf, field, type Field, type FieldTies } from "../client/ui/templates/field.ts";
