import type { MiddlewareHandler } from "hono";
import { csrfHeader, EmbeddingRules, readableBy } from "../../../edge/embedding.ts";
import type { AppEnv } from "../request-facts.ts";
import { csrfToken } from "../csrf-token.ts";

/**
 * Lets pages of the named origins run flows, with cookies.
 *
 * @param origins as browsers write them, such as `https://app.example`
 */
export function allowEmbedding(origins: readonly string[]): MiddlewareHandler<AppEnv> {
  const rules = new EmbeddingRules(origins);
  return async (c, next) => {
    const { method, path } = c.req;
    const header = (name: string): string | undefined => c.req.header(name);
    const { isDoor, embedding, preflight } = rules.read({ method, path, ownOrigin: c.get("facts").origin, header });
    if (!isDoor) return next();
    if (preflight) return new Response(null, { status: 204, headers: preflight });
    if (embedding) c.set("embedding", embedding);
    await next();
    const { headers } = c.res;
    headers.append("Vary", "Origin");
    if (!embedding) return undefined;
    for (const [name, value] of Object.entries(readableBy(embedding))) headers.set(name, value);
    // What our own pages read in the cookie; a session that has just begun has said it already.
    if (!headers.has(csrfHeader)) headers.set(csrfHeader, csrfToken(c));
    return undefined;
  };
}
