/** `flow-interface/session`: a flow without anything to see, for pages that show it themselves, for programs and for tests. */
import type { Challenge, Payload } from "../protocol/challenges.ts";
import { executorPath } from "../protocol/flow-url.ts";
import { ApiClient } from "../client/flow/api-client.ts";
import { FlowClient } from "../client/flow/flow-client.ts";
import { FlowSession as Run } from "../client/flow/flow-session.ts";
import type { FlowState } from "../client/flow/flow-state.ts";
import { readCookie } from "../client/platform/cookie.ts";
import { environment } from "./environment.ts";
import { isOwnServer, ServerConnection } from "./server-connection.ts";

export type { FlowProblem, ProblemCode } from "../client/flow/flow-problem.ts";
export type { FlowState } from "../client/flow/flow-state.ts";
export type {
  AnswerOf,
  Challenge,
  ChallengeOf,
  ComponentName,
  ErrorDetail,
  FlowInfo,
  Payload,
  ResponseErrors,
} from "../protocol/challenges.ts";

export interface FlowSessionOptions {
  /** The flow. */
  readonly slug: string;
  /** Where the server is mounted: an absolute URL, or in a page a path; by default the root of the page's site. */
  readonly apiBase?: string;
  /** The query that the server reads `next` and others from, without `?`. */
  readonly query?: string;
  /** The language that the server is asked to speak, such as `de`. */
  readonly language?: string;
  /** What requests are made with; outside of a browser it has to keep cookies. */
  readonly fetch?: typeof fetch;
  /** The value of the cookie `authentik_csrf`; by default the page's, or what a server of another origin has told. */
  readonly csrfToken?: () => string;
  /** Milliseconds until an unanswered request counts as failed; 30 000 unless given. */
  readonly timeout?: number;
}

/**
 * One run of a flow. To iterate over it starts it, and gives its state now and each one after that, until the flow leads elsewhere or is cancelled.
 *
 * @example
 * for await (const state of session) if (state.status === "showing" && !state.busy) await session.submit(ask(state.challenge));
 */
export class FlowSession implements AsyncIterable<FlowState> {
  readonly #run: Run;
  readonly #listeners = new Set<() => void>();
  #states: FlowState[] = [];
  #isCancelled = false;

  constructor({ slug, apiBase = "/", query = "", language = "", timeout, ...options }: FlowSessionOptions) {
    const { fetch: send = (...request: Parameters<typeof fetch>) => fetch(...request) } = options;
    const page = environment.document?.baseURI;
    const address = new URL(apiBase, page);
    const base = address.href;
    const isOwn = isOwnServer(address);
    const server = new ServerConnection(() => send);
    const { csrfToken = isOwn ? pageToken : () => server.csrfToken(address) } = options;
    const api = new ApiClient({
      base,
      isOwn,
      fetch: server.fetch,
      csrfToken,
      language: () => language,
    });
    const isOnline = (): boolean => environment.navigator?.onLine ?? true;
    const client = new FlowClient({ api, path: executorPath(slug, query), isOnline, ...(timeout && { timeout }) });
    this.#run = new Run(client, (state) => this.#onState(state));
  }

  /** Where the flow stands. */
  get state(): FlowState {
    return this.#run.state;
  }

  /** Asks for the current challenge. Also what another try is when nothing shows. @returns the state then */
  async start(): Promise<FlowState> {
    this.#isCancelled = false;
    await this.#run.start();
    return this.state;
  }

  /** Answers the challenge that shows, without its `component`. Does nothing while another request is under way. @returns the state then */
  async submit(answer: Payload): Promise<FlowState> {
    await this.#run.submit(answer);
    return this.state;
  }

  /** Goes on to a challenge that came with the one that shows, such as that of a login source. @returns the state then */
  async choose(challenge: Challenge): Promise<FlowState> {
    await this.#run.choose(challenge);
    return this.state;
  }

  /** Gives up: what is under way is aborted, and whoever iterates is done. */
  cancel(): void {
    this.#isCancelled = true;
    this.#run.stop();
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<FlowState, void, undefined> {
    this.#states = [];
    if (this.state.status === "starting") void this.start();
    else this.#states.push(this.state);
    while (!this.#isCancelled) {
      const state = this.#states.shift();
      if (!state) await new Promise<void>((resolve) => this.#listeners.add(resolve));
      else {
        yield state;
        if (state.status === "leaving") return;
      }
    }
  }

  #onState(state: FlowState): void {
    this.#states.push(state);
    this.#wake();
  }

  #wake(): void {
    for (const listener of this.#listeners) listener();
    this.#listeners.clear();
  }
}

function pageToken(): string {
  return environment.document ? readCookie("authentik_csrf") : "";
}
