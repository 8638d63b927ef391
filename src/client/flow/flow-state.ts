import type { Challenge } from "../../protocol/challenges.ts";
import { assertNever } from "../../protocol/assert-never.ts";
import type { FlowProblem } from "./flow-problem.ts";

/** Where a flow stands, in one value. */
export type FlowState =
  | { readonly status: "starting"; readonly turn: number }
  | {
      readonly status: "showing";
      readonly challenge: Challenge;
      /** Grows with each new step; an answer that did not advance keeps it, and with it the form and what was typed. */
      readonly turn: number;
      /** A request is under way. */
      readonly busy: boolean;
      /** Why the last request failed; the form stays and can be sent again. */
      readonly problem?: FlowProblem;
    }
  /** Navigation is under way (or the page hands over to an app): stay busy. */
  | { readonly status: "leaving"; readonly to: string; readonly turn: number }
  /** Nothing to show but the problem. */
  | { readonly status: "failed"; readonly problem: FlowProblem; readonly turn: number };

export type FlowEvent =
  | { readonly type: "sent" }
  | { readonly type: "advanced"; readonly challenge: Challenge; readonly problem?: FlowProblem }
  | { readonly type: "repeated"; readonly challenge: Challenge }
  | { readonly type: "failed"; readonly problem: FlowProblem }
  | { readonly type: "left"; readonly to: string };

/** The next state. Pure; an event that makes no sense in a state leaves it as it is. */
export function reduce(state: FlowState, event: FlowEvent): FlowState {
  const { turn } = state;
  switch (event.type) {
    case "sent":
      if (state.status !== "showing") return { status: "starting", turn };
      return { status: "showing", challenge: state.challenge, turn, busy: true };
    case "advanced": {
      const { challenge, problem } = event;
      return { status: "showing", challenge, turn: turn + 1, busy: false, ...(problem && { problem }) };
    }
    case "repeated":
      if (state.status !== "showing") return state;
      return { status: "showing", challenge: event.challenge, turn, busy: false };
    case "failed":
      if (state.status !== "showing") return { status: "failed", problem: event.problem, turn };
      return { ...state, busy: false, problem: event.problem };
    case "left":
      return { status: "leaving", to: event.to, turn };
    default:
      return assertNever(event);
  }
}
