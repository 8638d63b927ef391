import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import type { Challenge } from "../protocol/challenges.ts";
import { executorUrl } from "../protocol/flow-url.ts";
import { CookieJar } from "./cookies.ts";
import { followSteps } from "./executor-steps.ts";
import type { Exchange } from "./exchange.ts";
import type { Upstream } from "./upstream.ts";
import { toUpstream } from "./upstream-headers.ts";
import { type Trouble, troubleOf } from "./upstream-trouble.ts";

/** An answer that has been read to its end. */
export interface WholeAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** What became of a question that may not take longer than the page can wait. */
export type Asked<T> =
  | { readonly kind: "answer"; readonly answer: T }
  | { readonly kind: "late" }
  | { readonly kind: "trouble"; readonly trouble: Trouble };

/** A first challenge, with the cookies that go with it. */
export interface FirstChallenge {
  /** `undefined` where the executor said something else. */
  readonly challenge: Challenge | undefined;
  readonly cookies: CookieJar;
}

/** What is asked for a flow's page. */
export interface PageQuestion {
  readonly upstream: Upstream;
  readonly exchange: Exchange;
  readonly webPath: string;
  readonly slug: string;
  /** Of the page's address, without `?`. */
  readonly query: string;
  /** Ends when the page can wait no longer. */
  readonly signal: AbortSignal;
}

/** Bytes of a page or a challenge; one that is larger is not authentik's. */
const mostBytes = 4 * 1024 * 1024;

/** Upstream's own answer to what the browser asks. */
export function askPage({
  upstream,
  exchange,
  signal,
}: Pick<PageQuestion, "upstream" | "exchange" | "signal">): Promise<Asked<WholeAnswer>> {
  return asked(async () => {
    const { target } = exchange.facts;
    return readWhole(await upstream.send({ method: "GET", target, headers: ownHeaders(exchange), until: signal }));
  }, signal);
}

/**
 * The flow's first challenge, for this browser's session.
 *
 * @param after an answer whose cookies the browser would have by now
 */
export function askChallenge(question: PageQuestion, after?: FirstChallenge): Promise<Asked<FirstChallenge>> {
  const { upstream, exchange, webPath, slug, query, signal } = question;
  const target = executorUrl(webPath, slug, query);
  const path = target.replace(/\?.*$/s, "");
  const cookies = after?.cookies ?? new CookieJar(exchange.request.headers.cookie, path);
  const headers = challengeHeaders(exchange, query, cookies);
  return asked(async () => {
    const first = await upstream.send({ method: "GET", target, headers, until: signal });
    const last = await followSteps(target, first, { upstream, facts: exchange.facts, headers, cookies, until: signal });
    return { challenge: readChallenge(await readWhole(last)), cookies };
  }, signal);
}

async function asked<T>(ask: () => Promise<T>, signal: AbortSignal): Promise<Asked<T>> {
  try {
    return { kind: "answer", answer: await ask() };
  } catch (error) {
    return signal.aborted ? { kind: "late" } : { kind: "trouble", trouble: troubleOf(error) };
  }
}

/** The browser's headers, for answers that we read: whole, new and not compressed. */
function ownHeaders({ request, facts }: Exchange): IncomingHttpHeaders {
  const headers = { ...request.headers };
  toUpstream(headers, "GET", facts);
  for (const name of Object.keys(headers)) {
    if (/^(if-.*|range|content-.*|transfer-encoding|accept-encoding)$/.test(name))
      Reflect.deleteProperty(headers, name);
  }
  return { ...headers, "accept-encoding": "identity" };
}

function challengeHeaders(exchange: Exchange, query: string, { header: cookie }: CookieJar): IncomingHttpHeaders {
  const headers: IncomingHttpHeaders = { ...ownHeaders(exchange), accept: "application/json" };
  // They are about the page; whether its challenge may be asked for has been decided here.
  for (const name of Object.keys(headers)) if (name.startsWith("sec-fetch-")) Reflect.deleteProperty(headers, name);
  const locale = new URLSearchParams(query).get("locale");
  if (locale !== null && /^[\w-]+$/.test(locale)) headers["accept-language"] = locale;
  if (cookie !== undefined) headers.cookie = cookie;
  return headers;
}

async function readWhole(message: IncomingMessage): Promise<WholeAnswer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of message as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > mostBytes) throw new Error("upstream's answer is too large");
    parts.push(part);
  }
  return { status: message.statusCode ?? 0, headers: message.headers, body: Buffer.concat(parts) };
}

function readChallenge({ status, body }: WholeAnswer): Challenge | undefined {
  if (status !== 200) return undefined;
  try {
    const answer = JSON.parse(body.toString("utf8")) as Partial<Challenge> | null;
    return typeof answer?.component === "string" ? (answer as Challenge) : undefined;
  } catch {
    return undefined; // The page asks for itself, and says what is wrong.
  }
}
