import type { AnswerFor, Challenge, ComponentName, Payload, StageSubject } from "../../protocol/challenges.ts";
import type { FlowProblem } from "../flow/flow-problem.ts";

/** A stage has an answer. Goes up to the executor, which sends it. */
export class FlowSubmitEvent<S extends StageSubject = ComponentName> extends Event {
  static readonly type = "ak-flow-submit";
  readonly answer: AnswerFor<S>;

  /** @param answer without `component`; it may hold secrets */
  constructor(answer: AnswerFor<S>) {
    super(FlowSubmitEvent.type, { bubbles: true, composed: true });
    this.answer = answer;
  }
}

/** Somebody wants another try where nothing can be sent: the executor asks again where the flow stands. */
export class FlowRetryEvent extends Event {
  static readonly type = "ak-flow-retry";

  constructor() {
    super(FlowRetryEvent.type, { bubbles: true, composed: true });
  }
}

/** Somebody has chosen a challenge that came with the one that shows, such as that of a login source: the executor goes on to it. */
export class FlowChallengeEvent extends Event {
  static readonly type = "ak-flow-challenge";
  readonly challenge: Challenge;

  constructor(challenge: Challenge) {
    super(FlowChallengeEvent.type, { bubbles: true, composed: true });
    this.challenge = challenge;
  }
}

/** A stage shows another screen of the same step: title and sentence are read anew and announced, and the focus goes there. */
export class StageTurnEvent extends Event {
  static readonly type = "ak-stage-turn";

  constructor() {
    super(StageTurnEvent.type, { bubbles: true });
  }
}

/** Fired by the executor when a new step is about to be shown. Cancelled, the step is not rendered: the embedding page shows its own. */
export class FlowBeforeStepEvent extends Event {
  static readonly type = "ak-flow-before-step";
  readonly challenge: Challenge;
  /** The title of the step. */
  readonly heading: string;

  constructor(challenge: Challenge, heading: string) {
    super(FlowBeforeStepEvent.type, { bubbles: true, composed: true, cancelable: true });
    this.challenge = challenge;
    this.heading = heading;
  }
}

/** Fired by the executor when a step shows that the server has just sent: a new one, or the same once more. */
export class FlowShownEvent extends Event {
  static readonly type = "ak-flow-shown";

  constructor() {
    super(FlowShownEvent.type, { bubbles: true, composed: true });
  }
}

/** Fired by the executor before an answer is sent. Cancelled, it is not sent. The answer may hold secrets: do not log it. */
export class FlowBeforeSubmitEvent extends Event {
  static readonly type = "ak-flow-before-submit";
  readonly challenge: Challenge;
  readonly answer: Payload;

  constructor(challenge: Challenge, answer: Payload) {
    super(FlowBeforeSubmitEvent.type, { bubbles: true, composed: true, cancelable: true });
    this.challenge = challenge;
    this.answer = answer;
  }
}

/** Fired by the executor when a request failed. Cancelled, the executor does not show it: the embedding page does. */
export class FlowProblemEvent extends Event {
  static readonly type = "ak-flow-problem";
  readonly problem: FlowProblem;

  constructor(problem: FlowProblem) {
    super(FlowProblemEvent.type, { bubbles: true, composed: true, cancelable: true });
    this.problem = problem;
  }
}

/** Fired by the executor when the flow leads elsewhere. Cancelled, nothing navigates: the embedding page takes over. */
export class FlowBeforeLeaveEvent extends Event {
  static readonly type = "ak-flow-before-leave";
  /** Absolute URL, checked: it runs no script. */
  readonly to: string;

  constructor(to: string) {
    super(FlowBeforeLeaveEvent.type, { bubbles: true, composed: true, cancelable: true });
    this.to = to;
  }
}

declare global {
  interface HTMLElementEventMap {
    "ak-flow-submit": FlowSubmitEvent;
    "ak-flow-retry": FlowRetryEvent;
    "ak-flow-challenge": FlowChallengeEvent;
    "ak-stage-turn": StageTurnEvent;
    "ak-flow-before-step": FlowBeforeStepEvent;
    "ak-flow-shown": FlowShownEvent;
    "ak-flow-before-submit": FlowBeforeSubmitEvent;
    "ak-flow-problem": FlowProblemEvent;
    "ak-flow-before-leave": FlowBeforeLeaveEvent;
  }
}
