import { timingSafeEqual } from "node:crypto";
import type { Context } from "hono";
import { csrfHeader } from "../../edge/embedding.ts";
import { Refusal } from "../engine/refusal.ts";
import { csrfToken } from "./csrf-token.ts";
import type { AppEnv, RequestFacts } from "./request-facts.ts";

/** A request that may have been made by another site. */
export class CsrfError extends Refusal {
  override readonly name = "CsrfError";
}

/**
 * Makes sure that a signed-in browser's request was made by our own page: it has to repeat the cookie, which other sites cannot read, and
 * the origin has to be ours, or that of a page that may run flows, which is told what the cookie says.
 *
 * @param token what repeats the cookie; that of the header unless given
 * @throws CsrfError
 */
export function checkCsrf(c: Context<AppEnv>, facts: RequestFacts, token = c.req.header(csrfHeader)): void {
  const origin = c.req.header("origin");
  if (origin !== undefined && origin !== facts.origin && origin !== c.get("embedding")?.origin) {
    throw new CsrfError(`CSRF Failed: Origin checking failed - ${origin} does not match any trusted origins.`);
  }
  if (origin === undefined && facts.isSecure) checkReferer(c.req.header("referer"), facts);
  const cookie = csrfToken(c);
  if (!cookie) throw new CsrfError("CSRF Failed: CSRF cookie not set.");
  if (!token) throw new CsrfError("CSRF Failed: CSRF token missing.");
  if (!isEqual(token, cookie)) {
    throw new CsrfError("CSRF Failed: CSRF token from the 'X-Authentik-Csrf' HTTP header incorrect.");
  }
}

/** Without an origin a request over TLS has to say at least which page it comes from. */
function checkReferer(referer: string | undefined, facts: RequestFacts): void {
  if (!referer) throw new CsrfError("CSRF Failed: Referer checking failed - no Referer.");
  if (!URL.canParse(referer) || new URL(referer).origin !== facts.origin) {
    throw new CsrfError("CSRF Failed: Referer checking failed - it does not match any trusted origins.");
  }
}

function isEqual(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
