/** What kept the flow from going on. The view finds the words for a code. */
export type ProblemCode =
  | "offline" // the browser says that there is no network
  | "unreachable" // the request failed on its way
  | "timeout" // no answer within the limit
  | "rate-limited" // HTTP 429
  | "unavailable" // HTTP 5xx
  | "rejected" // another HTTP 4xx
  | "not-found" // HTTP 404, or 405 to an answer: no such flow
  | "unreadable" // an answer that is no challenge: HTML, truncated JSON …
  | "flow-error" // the executor reports an error of its own
  | "plan-lost" // the server has forgotten where we were and starts again
  | "no-cookies" // the server does not know this browser again from one request to the next
  | "no-foreign-cookies" // the same, where the server is of another origin than the page
  | "not-allowed-here" // the server, of another origin, does not answer scripts of this page (CORS)
  | "policy-blocked" // the policy of the page around the flow does not let it reach the server
  | "redirect-loop" // the executor keeps sending us to itself
  | "unsafe-redirect" // the redirect's target would run script, or is no URL
  | "unexpected" // this page's own fault
  | "stage-missing"; // the code of the next step could not be loaded

/** A problem, with what is known of it. */
export interface FlowProblem {
  readonly code: ProblemCode;
  /** Seconds to wait before the next try, when the server says so. */
  readonly retryAfter?: number;
  /** The server's id of the request, for a report. */
  readonly requestId?: string;
  /** What the server says about it, in its own words. */
  readonly detail?: string;
  /** The server's host, where it is the page that cannot reach it. */
  readonly host?: string;
}

/** A problem on its way to the state. */
export class FlowError extends Error {
  readonly problem: FlowProblem;

  constructor(problem: FlowProblem, options?: ErrorOptions) {
    super(problem.code, options);
    this.name = "FlowError";
    this.problem = problem;
  }
}
