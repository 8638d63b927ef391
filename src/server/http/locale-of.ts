import type { Context } from "hono";
import { getCookie } from "hono/cookie";
import { acceptedLanguages, languageCookie, type Locale, negotiateLocale } from "../../protocol/locales/locales.ts";
import type { AppEnv } from "./request-facts.ts";

/**
 * The language to answer in: what the page's address says, what somebody has chosen, what the brand wants, what the browser is set to.
 *
 * @param query the page's own query string
 * @param wanted by the brand; empty where it has no wish
 */
export function localeOf(c: Context<AppEnv>, query: string, wanted: string): Locale {
  const asked = new URLSearchParams(query).get("locale");
  const accepted = acceptedLanguages(c.req.header("accept-language") ?? "");
  return negotiateLocale([asked, getCookie(c, languageCookie), wanted, ...accepted]);
}
