import type { Challenge, Payload } from "../../../src/protocol/challenges.ts";
import { ApiClient } from "../../../src/client/flow/api-client.ts";
import { FlowClient } from "../../../src/client/flow/flow-client.ts";
import { FlowSession } from "../../../src/client/flow/flow-session.ts";
import type { FlowState } from "../../../src/client/flow/flow-state.ts";

/** What the server does with one request: answers, fails, or waits until it is told. */
export type Reply = Response | Error | Promise<Response>;

export interface Call {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body: Payload | undefined;
  /** Where the flow stood when it was sent. */
  readonly state: FlowState;
}

/** A session whose server answers with the given replies, in order. */
export class ScriptedFlow {
  readonly calls: Call[] = [];
  readonly states: FlowState[] = [];
  readonly session: FlowSession;
  csrf = "first";
  online = true;
  readonly #replies: Reply[];

  constructor(...replies: Reply[]) {
    this.#replies = replies;
    const client = new FlowClient({
      api: new ApiClient({
        base: "https://id.example/",
        fetch: (url, init) => this.#fetch(String(url), init ?? {}),
        csrfToken: () => this.csrf,
        language: () => "de",
      }),
      path: "flows/executor/login/?query=",
      isOnline: () => this.online,
      timeout: 30_000,
    });
    this.session = new FlowSession(client, (state) => this.states.push(state));
  }

  /** Adds what the server does next. */
  then(...replies: Reply[]): this {
    this.#replies.push(...replies);
    return this;
  }

  get methods(): string {
    return this.calls.map(({ method }) => method).join(" ");
  }

  #fetch(url: string, init: RequestInit): Promise<Response> {
    const { state } = this.session;
    const body = typeof init.body === "string" ? (JSON.parse(init.body) as Payload) : undefined;
    this.calls.push({ method: init.method ?? "GET", url, headers: new Headers(init.headers), body, state });
    const reply = this.#replies.shift();
    if (!reply) return Promise.reject(new Error("the script has no reply left"));
    return reply instanceof Error ? Promise.reject(reply) : Promise.resolve(reply);
  }
}

export function json(challenge: unknown, init: ResponseInit = {}): Response {
  return Response.json(challenge, init);
}

export const flowInfo = {
  title: "Sign in",
  background: "",
  cancel_url: "/flows/-/cancel/",
  layout: "stacked",
} as const;

export const identification: Challenge = {
  component: "ak-stage-identification",
  flow_info: flowInfo,
  user_fields: ["username"],
  password_fields: false,
  flow_designation: "authentication",
  primary_action: "Log in",
  show_source_labels: false,
};

export const password: Challenge = {
  component: "ak-stage-password",
  flow_info: flowInfo,
  pending_user: "jane",
  pending_user_avatar: "",
};
