import type { Context } from "hono";
import { getCookie } from "hono/cookie";
import type { AppEnv } from "./request-facts.ts";
import { cookieName, csrfCookie } from "./signed-cookies.ts";

/** What a form of ours repeats of the cookie; `""` where there is none. */
export function csrfToken(c: Context<AppEnv>): string {
  return getCookie(c, cookieName(c, csrfCookie)) ?? "";
}
