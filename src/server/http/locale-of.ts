import type { Context } from "hono";
import { getCookie } from "hono/cookie";
import type { Brand } from "../../protocol/challenges.ts";
import { acceptedLanguages, languageCookie, type Locale, negotiateLocale } from "../../protocol/locales/locales.ts";
import type { AppEnv } from "./request-facts.ts";

/** The language of a page: what its address says, what somebody has chosen, what the brand wants, what the browser is set to. */
export function localeOf(c: Context<AppEnv>, brand: Brand): Locale {
  const accepted = acceptedLanguages(c.req.header("accept-language") ?? "");
  return negotiateLocale([c.req.query("locale"), getCookie(c, languageCookie), brand.default_locale, ...accepted]);
}
