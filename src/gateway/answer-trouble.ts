import { randomBytes } from "node:crypto";
import type { IncomingHttpHeaders, ServerResponse } from "node:http";
import { dataPolicy, pagePolicy } from "../page/policy.ts";
import { troublePage } from "../page/trouble-page.ts";
import { answerPage } from "./embedded-page.ts";
import type { Exchange } from "./exchange.ts";
import { requestLocale } from "./request-locale.ts";
import { statusOf, type Trouble } from "./upstream-trouble.ts";

/** Seconds after which to try again, where upstream does not say; and the most that somebody is kept waiting. */
const retryAfter = 5;
const longest = 60;

/** The answer in place of upstream's: people get a page that tries again, programs a problem (RFC 9457) that says that it will pass. */
export function troubleResponse(exchange: Exchange, trouble: Trouble): Response {
  const status = statusOf(trouble);
  const seconds = Math.min(trouble.retryAfter ?? retryAfter, longest);
  const headers = new Headers({
    "Cache-Control": "no-store",
    "Content-Security-Policy": dataPolicy,
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-authentik-id": exchange.id,
    "Retry-After": String(seconds),
  });
  if (exchange.page) {
    const readable: IncomingHttpHeaders = {};
    answerPage(readable, exchange.page);
    for (const [name, value] of Object.entries(readable)) headers.set(name, String(value));
  }
  if (!wantsPage(exchange)) {
    headers.set("Content-Type", "application/problem+json");
    const problem = { type: "about:blank", status, title: "The server cannot be reached.", detail: trouble.kind };
    return new Response(JSON.stringify({ ...problem, request_id: exchange.id }), { status, headers });
  }
  const nonce = randomBytes(18).toString("base64");
  headers.set("Content-Type", "text/html; charset=utf-8");
  headers.set("Content-Security-Policy", pagePolicy({ nonce, frameAncestors: ["'none'"] }));
  const kind = trouble.kind === "untrusted" ? "unreachable" : trouble.kind;
  const locale = requestLocale(exchange, undefined);
  const page = troublePage({ kind, locale, nonce, address: exchange.facts.target, seconds: Math.max(seconds, 1) });
  return new Response(page.toString(), { status, headers });
}

/** Whether somebody waits for a page, rather than a script of one for data. */
function wantsPage({ request: { headers }, facts: { path } }: Exchange): boolean {
  const dest = headers["sec-fetch-dest"];
  const isOpened = dest === undefined || dest === "document" || dest === "iframe";
  return isOpened && !path.includes("/api/") && (headers.accept ?? "").includes("text/html");
}

/** Writes such an answer; where one is under way already, it can only be cut off. */
export async function answerTrouble({ request, response }: Exchange, answer: Response): Promise<void> {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  removeHeaders(response);
  for (const [name, value] of answer.headers) response.setHeader(name, value);
  // What is left of a body that nobody reads must not be taken for the next request.
  if (!request.complete) response.setHeader("Connection", "close");
  response.statusCode = answer.status;
  response.end(request.method === "HEAD" ? undefined : Buffer.from(await answer.arrayBuffer()));
}

function removeHeaders(response: ServerResponse): void {
  for (const name of response.getHeaderNames()) response.removeHeader(name);
}
