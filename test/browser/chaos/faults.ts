/** What can go wrong with an answer, one at a time. */
import type { Challenge } from "../../../src/protocol/challenges.ts";
import {
  type Answer,
  challengeResponse,
  failing,
  networkError,
  rateLimited,
  truncated,
  unanswered,
  webPage,
} from "../../fixtures/answers.ts";
import { errors, flowErrorChallenge } from "../../fixtures/challenges.ts";

export interface Fault {
  readonly name: string;
  /** What the request gets that was sent while the step showed. */
  readonly answer: (step: Challenge) => Answer;
  /** The server has the answer, and goes on as if nothing had been. */
  readonly isLate?: true;
  /** It happens to the connection: the server may have the answer all the same. */
  readonly isOnTheWay?: true;
  /** The browser knows that it has no network. */
  readonly isOffline?: true;
}

export const faults: readonly Fault[] = [
  { name: "no connection", answer: () => networkError, isOnTheWay: true },
  { name: "offline", answer: () => networkError, isOffline: true },
  { name: "no answer", answer: () => unanswered, isOnTheWay: true },
  { name: "bad gateway", answer: () => failing(502), isOnTheWay: true },
  { name: "server error", answer: () => failing(500) },
  { name: "forbidden", answer: () => failing(403) },
  { name: "too many", answer: () => rateLimited(7) },
  { name: "a guest network's page", answer: () => webPage },
  { name: "half an answer", answer: () => truncated, isOnTheWay: true },
  { name: "refused", answer: (step) => ({ ...step, response_errors: errors({ non_field_errors: "Not now." }) }) },
  { name: "an error of the flow", answer: () => flowErrorChallenge() },
  { name: "a slow answer", answer: () => unanswered, isLate: true },
];

/** The step, after a long while. */
export function slow(step: Challenge): Promise<Response> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(challengeResponse(step)), 20_000);
  });
}
