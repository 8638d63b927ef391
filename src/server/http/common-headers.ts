import type { MiddlewareHandler } from "hono";
import { dataPolicy } from "../../page/policy.ts";
import type { AppEnv } from "./request-facts.ts";

/** What every answer says, unless it says otherwise: nothing is kept, framed or taken for something else. */
export const commonHeaders: MiddlewareHandler<AppEnv> = async (c, next) => {
  await next();
  const { headers } = c.res;
  headers.set("X-authentik-id", c.get("requestId"));
  headers.set("X-Content-Type-Options", "nosniff");
  headers.set("Referrer-Policy", "same-origin");
  if (!headers.has("Cache-Control")) {
    headers.set("Cache-Control", "no-store");
    headers.append("Vary", "Cookie");
  }
  if (!headers.has("Content-Security-Policy")) {
    headers.set("Content-Security-Policy", dataPolicy);
    headers.set("X-Frame-Options", "DENY");
  }
};
