import type { Challenge, Payload } from "../../protocol/challenges.ts";
import type { FlowClient } from "./flow-client.ts";
import { FlowError, type FlowProblem } from "./flow-problem.ts";
import { type FlowEvent, type FlowState, reduce } from "./flow-state.ts";
import { beginsAnew, isSameStep } from "./same-step.ts";
import { soleSource } from "./sole-source.ts";

/** How often in a row the executor may send us to itself. */
const redirectLimit = 5;

/**
 * One run of a flow: asks for challenges, sends answers, one request at a time. Late answers are dropped.
 *
 * After a request that failed on its way nobody knows whether the server took the answer, and after an error of the executor neither: it
 * may have been the next step that failed. So the next submit first asks where the flow stands, and sends the answer only if the step is
 * still the same.
 */
export class FlowSession {
  readonly #client: FlowClient;
  readonly #onChange: (state: FlowState) => void;
  #state: FlowState = { status: "starting", turn: 0 };
  #request: AbortController | undefined;
  /** The fate of the last answer is not known. */
  #uncertain = false;

  /** @param onChange told of each new state, synchronously */
  constructor(client: FlowClient, onChange: (state: FlowState) => void) {
    this.#client = client;
    this.#onChange = onChange;
  }

  get state(): FlowState {
    return this.#state;
  }

  /** Asks for the current challenge, or takes one that is already there or on its way. Also what "try again" does when nothing shows. */
  start(first?: Challenge | Promise<Response>): Promise<void> {
    return this.#run((signal) => this.#current(first, signal));
  }

  /** Asks again where the flow stands; a form for the same step stays as it is. For a page that comes back from the browser's cache. */
  refresh(): Promise<void> {
    const isBack = this.#state.status === "leaving";
    return this.#run((signal) => this.#current(undefined, signal, isBack));
  }

  /** Sends an answer to the challenge that is showing. Does nothing while another request is under way. */
  async submit(payload: Payload): Promise<void> {
    const state = this.#state;
    if (state.status !== "showing" || state.busy) return;
    const { challenge } = state;
    await this.#run(async (signal) => {
      if (this.#uncertain) {
        const current = withoutFault(await this.#client.get(signal));
        this.#uncertain = false;
        if (!isSameStep(challenge, current)) {
          const outcome = await this.#outcome(current, signal);
          const lost = current.component === "ak-stage-identification";
          return lost && outcome.type === "advanced" ? { ...outcome, problem: { code: "plan-lost" } } : outcome;
        }
      }
      this.#uncertain = true;
      const answer = await this.#client.post({ ...payload, component: challenge.component }, signal);
      // Without anything typed there is nothing to keep: the fault shows as a step of its own.
      if (Object.keys(payload).length > 0) withoutFault(answer);
      this.#uncertain = false;
      return this.#verdict(challenge, answer, signal);
    });
  }

  /** Goes on to a challenge that came with the one that is showing. Does nothing while a request is under way. */
  async choose(challenge: Challenge): Promise<void> {
    const state = this.#state;
    if (state.status === "showing" && !state.busy) await this.#run((signal) => this.#outcome(challenge, signal));
  }

  /** Shows a problem that arose outside of the session, such as a stage whose code cannot be loaded. */
  fail(problem: FlowProblem): void {
    this.#dispatch({ type: "failed", problem });
  }

  /** Aborts what is under way, without a word. */
  stop(): void {
    this.#request?.abort();
    this.#request = undefined;
  }

  async #current(
    first: Challenge | Promise<Response> | undefined,
    signal: AbortSignal,
    isBack = false,
  ): Promise<FlowEvent> {
    const challenge = first && "component" in first ? first : await this.#client.get(signal, first);
    this.#uncertain = false;
    const state = this.#state;
    if (state.status === "showing" && isSameStep(state.challenge, challenge)) {
      // The server says only once what is wrong with an answer that still stands in the form.
      const { response_errors } = state.challenge;
      return { type: "repeated", challenge: response_errors ? { response_errors, ...challenge } : challenge };
    }
    // Who comes back from the only login source is not sent there again by itself.
    if (isBack && soleSource(challenge)) return { type: "advanced", challenge };
    return this.#outcome(challenge, signal);
  }

  /** What the answer to a POST means for the step that was posted. */
  async #verdict(posted: Challenge, answer: Challenge, signal: AbortSignal): Promise<FlowEvent> {
    if (!answer.response_errors) {
      const outcome = await this.#outcome(answer, signal);
      const { type } = outcome;
      if (type === "advanced" && beginsAnew(posted, outcome.challenge)) throw new FlowError({ code: "no-cookies" });
      return outcome;
    }
    if (answer.component === posted.component) return { type: "repeated", challenge: answer };
    // Without a plan the server makes a new one and feeds the answer to its first stage, whose complaints then mean nothing.
    const { response_errors: _, ...challenge } = answer;
    return { type: "advanced", challenge: challenge as Challenge, problem: { code: "plan-lost" } };
  }

  /** What a challenge that is no reply to an answer leads to; follows redirects to the executor itself, and the only way that a step offers. */
  async #outcome(challenge: Challenge, signal: AbortSignal): Promise<FlowEvent> {
    let next = soleSource(challenge) ?? challenge;
    for (let i = 0; next.component === "xak-flow-redirect" && this.#client.isExecutor(next.to); i++) {
      if (i === redirectLimit) throw new FlowError({ code: "redirect-loop" });
      const current = await this.#client.get(signal);
      next = soleSource(current) ?? current;
    }
    return next.component === "xak-flow-redirect"
      ? { type: "left", to: next.to }
      : { type: "advanced", challenge: next };
  }

  async #run(work: (signal: AbortSignal) => Promise<FlowEvent>): Promise<void> {
    this.stop();
    const request = (this.#request = new AbortController());
    const sent = work(request.signal); // First of all: what shows that something is under way is made while it is.
    this.#dispatch({ type: "sent" });
    try {
      const event = await sent;
      if (this.#request === request) this.#settle(event);
    } catch (cause) {
      if (this.#request !== request) return; // Aborted or overtaken: nobody waits for this one.
      this.#settle({ type: "failed", problem: cause instanceof FlowError ? cause.problem : { code: "unexpected" } });
      // Nobody foresaw it: whoever looks after the page hears of it as of any uncaught error.
      if (!(cause instanceof FlowError)) throw cause;
    }
  }

  #settle(event: FlowEvent): void {
    this.#request = undefined;
    this.#dispatch(event);
  }

  #dispatch(event: FlowEvent): void {
    this.#state = reduce(this.#state, event);
    this.#onChange(this.#state);
  }
}

/** The challenge, unless the executor failed: then the form stays, with what was typed, because the plan is still there. @throws {FlowError} */
function withoutFault(challenge: Challenge): Challenge {
  if (challenge.component !== "ak-stage-flow-error") return challenge;
  const { request_id: requestId, error: detail } = challenge;
  throw new FlowError({ code: "flow-error", requestId, ...(detail && { detail }) });
}
