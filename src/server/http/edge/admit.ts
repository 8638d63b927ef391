import type { MiddlewareHandler } from "hono";
import type { AppEnv } from "../request-facts.ts";
import type { Edge } from "./edge.ts";

/** Different reasons that are logged; beyond that somebody is only trying names. */
const mostReasons = 50;
/** Seconds that a browser keeps to HTTPS for a host that it has seen with it (RFC 6797). */
const hstsAge = 31_536_000;

/** Lets in the requests that are for this server, and tells the rest of the app the facts about them. */
export function admit(edge: Edge, log: (level: string, text: string) => void): MiddlewareHandler<AppEnv> {
  const told = new Set<string>();
  return async (c, next) => {
    const facts = edge.read({ url: c.req.url, header: (name) => c.req.header(name), connection: c.env });
    if ("status" in facts) {
      if (told.size < mostReasons && !told.has(facts.reason)) {
        told.add(facts.reason);
        log("warning", facts.reason);
      }
      return c.text(facts.status === 421 ? "This server is not known by that name.\n" : "Bad request.\n", facts.status);
    }
    c.set("facts", facts);
    await next();
    if (facts.isSecure) c.res.headers.set("Strict-Transport-Security", `max-age=${hstsAge}`);
    return undefined;
  };
}
