import type { Context, MiddlewareHandler } from "hono";
import type { AppEnv } from "../request-facts.ts";

/** Whether a page of another site made the browser ask (Fetch Metadata). Old browsers do not tell. */
export function isCrossSite(c: Context<AppEnv>): boolean {
  return c.req.header("sec-fetch-site") === "cross-site";
}

/**
 * Refuses what a page of another site asks for behind a person's back: pictures, scripts and `fetch` that would change where their flow
 * stands. Links are followed and frames shown; who may frame is the policy's business.
 */
export const refuseCrossSite: MiddlewareHandler<AppEnv> = async (c, next) => {
  const isPage = !c.req.path.startsWith("/api/") && c.req.header("sec-fetch-mode") === "navigate";
  if (isCrossSite(c) && !c.get("embedding") && !isPage)
    return c.json({ detail: "Requests of other sites are not answered." }, 403);
  return next();
};
