import type { MiddlewareHandler } from "hono";
import type { AppEnv } from "./request-facts.ts";

/** Methods that something here answers. TRACE (RFC 9110 §9.3.8) would send cookies back as text; CONNECT is for proxies. */
const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/** Answers 405 to methods that no route knows, wherever they are sent. */
export const refuseMethods: MiddlewareHandler<AppEnv> = async (c, next) => {
  if (methods.includes(c.req.method)) return next();
  return c.text("This method is not supported.\n", 405, { Allow: methods.join(", ") });
};
