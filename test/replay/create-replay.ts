import assert from "node:assert/strict";
import { Hono } from "hono";
import type { Brand, Challenge } from "../../src/protocol/challenges.ts";
import { ambientAnswer, pageOf, type Surroundings } from "./ambient.ts";
import { Exchange } from "./exchange.ts";
import { otherPage } from "./flow-page.ts";
import { isExecutor, type Recording, slugOf, type Step } from "./recording.ts";
import { Script } from "./script.ts";
import { listen, type Listening } from "./listen.ts";
import { type Cookies, Sessions } from "./sessions.ts";

export interface ReplayOptions {
  /** The flows are in compatibility mode. */
  readonly compatibility?: boolean;
  /** What differs from the default brand. */
  readonly brand?: Partial<Brand>;
  /** Waited for before each answer. */
  readonly wait?: (request: Request) => Promise<void> | void;
}

/** One browser's way through a recording, with an authentik that answers as it did: status, headers, cookies, redirects. */
export class Replay {
  readonly app = new Hono();
  /** What was asked otherwise than recorded. */
  readonly faults: string[] = [];
  /** Method and address of each request, oldest first. */
  readonly requests: string[] = [];
  /** The cookies that the browser has at the beginning; none where the recording begins with a first visit. */
  readonly cookies: Cookies;
  readonly #script: Script;
  readonly #sessions = new Sessions();
  readonly #surroundings: Surroundings;

  constructor(recording: Recording, { compatibility = false, brand = {}, wait }: ReplayOptions) {
    this.#script = new Script(recording);
    const first = recording.steps.find(({ challenge }) => challenge)?.challenge;
    const flow = (first && "flow_info" in first && first.flow_info) || {
      title: recording.name,
      cancel_url: "",
      layout: "stacked",
    };
    this.#surroundings = { slugs: this.#script.slugs, flow, brand, compatibility };
    this.cookies = this.cookiesFor(recording.steps[0]?.sends ?? []);
    this.app.all("*", async ({ req }) => {
      await wait?.(req.raw);
      return this.#answer(req.raw);
    });
  }

  readonly fetch = async (request: Request): Promise<Response> => this.app.fetch(request);

  /** Where the recording begins for a client of the API. */
  get start(): string {
    return this.#script.start;
  }

  /** The page that the recorded browser was on first. */
  get page(): string {
    const { pathname, searchParams } = new URL(this.start, "http://replay.test");
    return `/if/flow/${slugOf(pathname) ?? ""}/?${searchParams.get("query") ?? ""}`;
  }

  /** The cookies of a browser that comes from elsewhere, by their names without `authentik_`. */
  cookiesFor(names: readonly string[]): Map<string, string> {
    const cookies = names.includes("session")
      ? this.#sessions.begin(names.includes("csrf"))
      : new Map<string, string>();
    for (const name of names) {
      const full = `authentik_${name}`;
      if (!cookies.has(full)) cookies.set(full, crypto.randomUUID());
    }
    return cookies;
  }

  /** @throws {AssertionError} if anything was asked otherwise than recorded, or was not asked */
  check(): void {
    assert.deepEqual(this.faults, []);
    const left = this.#script.left.map(({ method, address }) => `${method} ${address}`);
    assert.deepEqual(left, [], "the recording has more");
  }

  /** Serves it on a free port of this machine. */
  async listen(): Promise<Listening> {
    return listen(this.fetch);
  }

  async #answer(request: Request): Promise<Response> {
    const exchange = new Exchange(request, this.#sessions);
    this.requests.push(`${exchange.method} ${exchange.address}`);
    const raw = await request.text();
    const cue = this.#script.cue({
      method: exchange.method,
      url: exchange.url,
      raw,
      body: json(raw),
      type: exchange.header("content-type"),
      hasSession: exchange.hasSession,
      isTrusted: exchange.isTrusted,
    });
    if ("step" in cue) return this.#play(cue.step, exchange);
    if ("again" in cue) return exchange.json(cue.again, { sets: ["session"] });
    if ("forged" in cue) return exchange.json({ component: "ak-stage-flow-error", request_id: "f".repeat(32) });
    if ("stranger" in cue) return ambientAnswer(exchange, this.#surroundings);
    return this.#beginAnew(exchange) ?? this.#fault(cue.fault);
  }

  #play(step: Step, exchange: Exchange): Response {
    const { status, to, challenge, html, text = "", sets, language } = step;
    if (language !== undefined && !exchange.speaks(language))
      return this.#fault(`${step.address} was asked in ${language}`);
    const heading = { sets, ...(status !== undefined && { status }), ...(language !== undefined && { language }) };
    if (to !== undefined) return exchange.redirect(to, heading);
    if (challenge) return exchange.json(challenge, heading);
    if (step.json !== undefined) return exchange.json(step.json, heading);
    const slug = slugOf(step.path);
    if (html && status === undefined && slug !== undefined) return pageOf(slug, exchange, this.#surroundings, sets);
    return exchange.respond(html ? otherPage("A page") : text, heading);
  }

  /** Where nobody knows the session a flow begins anew, and takes an answer for one to its first step. */
  #beginAnew(exchange: Exchange): Response | undefined {
    if (exchange.hasSession || !isExecutor(exchange.url.pathname)) return undefined;
    const isAnswer = exchange.method === "POST";
    const first = this.#script.rewind(exchange.url);
    if (!first || (isAnswer && first.component !== "ak-stage-identification")) return undefined;
    return exchange.json(isAnswer ? withoutName(first) : first, { sets: ["session"] });
  }

  #fault(fault: string): Response {
    this.faults.push(fault);
    return new Response(`The replay stops: ${fault}\n`, { status: 500, headers: { "content-type": "text/plain" } });
  }
}

/** An authentik that plays a recording to one browser. */
export function createReplay(recording: Recording, options: ReplayOptions = {}): Replay {
  return new Replay(recording, options);
}

function withoutName(first: Challenge): Challenge {
  const message = { string: "No identification data provided.", code: "invalid" };
  return { ...first, response_errors: { non_field_errors: [message] } };
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
