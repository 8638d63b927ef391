import type { Context, MiddlewareHandler } from "hono";
import type { AppEnv } from "../request-facts.ts";
import { csrfHeader, csrfToken } from "../csrf-token.ts";

/** What such pages may ask, and how; everything else stays closed to them. */
const doors: readonly (readonly [path: RegExp, methods: readonly string[]])[] = [
  [/^\/api\/v3\/flows\/executor\/[-a-zA-Z0-9_]+\/$/, ["GET", "POST"]],
  [/^\/api\/v3\/core\/(brands\/current|users\/me)\/$/, ["GET"]],
  [/^\/flows\/-\/cancel\/$/, ["GET"]],
];
/** Request headers that they may send beyond those that every page may (Fetch, "CORS-safelisted request-header"). */
const requestHeaders = ["accept", "accept-language", "content-type", "x-authentik-csrf"];
const responseHeaders = `Retry-After, ${csrfHeader}, X-authentik-id`;
/** Seconds that a browser remembers what it may ask. */
const preflightAge = 600;

/**
 * Lets pages of the named origins run flows, with cookies (CORS, Fetch Standard §3.3). An origin counts as a whole or not at all; one that is not
 * named learns nothing, and no answer names an origin that did not ask.
 *
 * @param origins as browsers write them, such as `https://app.example`
 */
export function allowEmbedding(origins: readonly string[]): MiddlewareHandler<AppEnv> {
  const named = new Set(origins);
  return async (c, next) => {
    const methods = doors.find(([path]) => path.test(c.req.path))?.[1];
    if (!methods || named.size === 0) return next();
    const origin = c.req.header("origin");
    const isAllowed = origin !== undefined && named.has(origin) && isAsking(c) && origin !== c.get("facts").origin;
    if (c.req.method === "OPTIONS") {
      if (isAllowed && asksFor(c, methods)) return preflightAnswer(origin, methods);
    } else if (isAllowed && methods.includes(c.req.method)) {
      c.set("embedding", { origin, isApart: c.req.header("sec-fetch-site") !== "same-site" });
    }
    await next();
    c.res.headers.append("Vary", "Origin");
    if (!c.get("embedding") || origin === undefined) return undefined;
    allow(c.res.headers, origin);
    c.res.headers.set("Access-Control-Expose-Headers", responseHeaders);
    // What our own pages read in the cookie; a session that has just begun has said it already.
    if (!c.res.headers.has(csrfHeader)) c.res.headers.set(csrfHeader, csrfToken(c));
    return undefined;
  };
}

/** Whether it is a script that asks, and not a form or a picture. Old browsers do not tell. */
function isAsking(c: Context<AppEnv>): boolean {
  const mode = c.req.header("sec-fetch-mode") ?? "cors";
  return mode === "cors" && c.req.header("sec-fetch-site") !== "same-origin";
}

function asksFor(c: Context<AppEnv>, methods: readonly string[]): boolean {
  const headers = (c.req.header("access-control-request-headers") ?? "").toLowerCase().split(",");
  return (
    methods.includes(c.req.header("access-control-request-method") ?? "") &&
    headers.every((name) => name.trim() === "" || requestHeaders.includes(name.trim()))
  );
}

function preflightAnswer(origin: string, methods: readonly string[]): Response {
  const headers = new Headers({
    "Access-Control-Allow-Methods": methods.join(", "),
    "Access-Control-Allow-Headers": requestHeaders.join(", "),
    "Access-Control-Max-Age": String(preflightAge),
    Vary: "Origin",
  });
  allow(headers, origin);
  return new Response(null, { status: 204, headers });
}

function allow(headers: Headers, origin: string): void {
  headers.set("Access-Control-Allow-Origin", origin);
  headers.set("Access-Control-Allow-Credentials", "true");
}
