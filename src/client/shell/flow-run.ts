import type { Challenge, Payload } from "../../protocol/challenges.ts";
import { lacksAccount } from "../../protocol/credentials.ts";
import { redirectTarget } from "../../protocol/next-url.ts";
import { assertNever } from "../../protocol/assert-never.ts";
import type { FlowClient } from "../flow/flow-client.ts";
import type { FlowProblem } from "../flow/flow-problem.ts";
import { FlowSession } from "../flow/flow-session.ts";
import type { FlowState } from "../flow/flow-state.ts";
import { isFocusFree, navigate } from "../platform/environment.ts";
import {
  FlowBeforeLeaveEvent,
  FlowProblemEvent,
  FlowShownEvent,
  FlowBeforeStepEvent,
  FlowBeforeSubmitEvent,
} from "../ui/events.ts";
import { loadProblemText } from "../ui/text/problem-text.ts";
import { ProblemStage } from "./problem-stage.ts";
import { stageLoader } from "./stage-loader.ts";
import type { Showing, StageOutlet } from "./stage-outlet.ts";

/** One run of a flow in one element: carries the session's states to the outlet, and tells the page around it. */
export class FlowRun {
  readonly #host: HTMLElement;
  readonly #outlet: StageOutlet;
  readonly #client: FlowClient;
  readonly #session: FlowSession;
  #arrived = false;
  /** A name that was typed into a form of this flow, where no field of its own asked for it. */
  #typedName = "";
  /** The last challenge without an account's name, and the same with it. */
  #named: { readonly from: Challenge; readonly to: Challenge } | undefined;

  /**
   * @param host the element that fires the events
   * @param outlet where the steps are shown
   */
  constructor(host: HTMLElement, outlet: StageOutlet, client: FlowClient) {
    this.#host = host;
    this.#outlet = outlet;
    this.#client = client;
    outlet.reset();
    this.#session = new FlowSession(client, (state) => void this.#onState(state));
  }

  start(first?: Challenge | Promise<Response>): void {
    void this.#session.start(first);
  }

  stop(): void {
    this.#session.stop();
    this.#outlet.forget();
  }

  /** The page is back from the browser's cache: what it shows may be out of date. */
  refresh(): void {
    void this.#session.refresh();
  }

  /** The network is back: a page that shows nothing tries again by itself; a form waits for its person. */
  onOnline(): void {
    if (this.#session.state.status === "failed") this.start();
  }

  submit(payload: Payload): void {
    const { state } = this.#session;
    if (state.status !== "showing" || state.busy) return;
    const name = payload["username"] ?? payload["email"];
    if (typeof name === "string") this.#typedName = name;
    if (this.#tell(new FlowBeforeSubmitEvent(state.challenge, payload))) void this.#session.submit(payload);
  }

  choose(challenge: Challenge): void {
    void this.#session.choose(challenge);
  }

  async #onState(state: FlowState): Promise<void> {
    const words = "problem" in state && loadProblemText(state.problem);
    if (words) {
      await words;
      if (this.#session.state !== state || !this.#host.isConnected) return; // Overtaken.
    }
    switch (state.status) {
      case "starting":
        return;
      case "showing": {
        const challenge = lacksAccount(state.challenge) ? await this.#withAccount(state.challenge) : state.challenge;
        if (this.#session.state !== state) return; // Overtaken.
        return this.#show({
          ...state,
          challenge,
          key: state.turn,
          load: stageLoader(state.challenge.component),
          // Kept to itself where the page shows it; the form has to be told all the same that nothing is under way any more.
          problem: state.problem && this.#tell(new FlowProblemEvent(state.problem)) ? state.problem : undefined,
        });
      }
      case "failed":
        if (this.#tell(new FlowProblemEvent(state.problem))) await this.#showProblem(state.problem);
        return;
      case "leaving":
        return this.#leave(state.to);
      default:
        return assertNever(state);
    }
  }

  /** The challenge with the account that it is about: who was named in this flow, or else who is signed in. */
  async #withAccount(from: Challenge): Promise<Challenge> {
    if (this.#named?.from === from) return this.#named.to;
    const { withAccount } = await import("./account-name.ts");
    const to = await withAccount(from, this.#typedName || this.#outlet.accountName, this.#client.api);
    this.#named = { from, to };
    return to;
  }

  async #show(showing: Showing): Promise<void> {
    const wasAnswered = showing.challenge.response_errors !== undefined || showing.problem !== undefined;
    try {
      const isNew = await this.#outlet.show(showing, (stage) => {
        if (stage.challenge.component !== "ak-stage-access-denied" && !showing.problem) this.#outlet.accept();
        return this.#tell(new FlowBeforeStepEvent(stage.challenge as Challenge, stage.heading));
      });
      if (isNew || (wasAnswered && !showing.busy)) this.#arrive();
      if (!showing.busy) this.#tell(new FlowShownEvent());
    } catch (cause) {
      // The browser remembers that a module could not be loaded: only a fresh page can try again. The server keeps the plan.
      console.warn(cause);
      const problem: FlowProblem = { code: "stage-missing" };
      if (this.#tell(new FlowProblemEvent(problem))) await this.#showProblem(problem);
    }
  }

  /** Announces a step and takes the focus there; on a page that has just been loaded only if nobody else has it. */
  #arrive(): void {
    if (this.#arrived || isFocusFree()) this.#outlet.arrive();
    this.#arrived = true;
  }

  #showProblem(problem: FlowProblem): Promise<void> {
    const challenge: Challenge = { component: "ak-stage-flow-error", request_id: problem.requestId ?? "" };
    return this.#show({ challenge, key: problem, load: () => ProblemStage, busy: false, problem });
  }

  async #leave(to: string): Promise<void> {
    const target = redirectTarget(to, this.#host.baseURI);
    if (target.kind === "unsafe") return this.#session.fail({ code: "unsafe-redirect" });
    this.#outlet.accept();
    if (!this.#tell(new FlowBeforeLeaveEvent(target.url.href))) return this.#outlet.forget();
    navigate(target.url.href);
    // Where a form is showing, it stays, busy, until the next page is there.
    if (target.kind === "page" && !this.#outlet.isEmpty) return;
    const challenge: Challenge = { component: "xak-flow-redirect", to };
    await this.#show({ challenge, key: to, load: stageLoader("xak-flow-redirect"), busy: true });
  }

  /** @returns whether the page leaves it to us */
  #tell(event: Event): boolean {
    return this.#host.dispatchEvent(event);
  }
}
