import type { Context } from "hono";
import { getCookie } from "hono/cookie";
import { acceptedLanguages, languageCookie, type Locale, negotiateLocale } from "../../protocol/locales/locales.ts";
import type { AppEnv } from "./request-facts.ts";

/**
 * The language to answer in: what the page's address says, what was chosen in this browser, what whoever is signed in has set for themselves,
 * what the brand wants, what the browser is set to.
 *
 * @param query the page's own query string
 * @param wishes the language tags that the person's account and the brand ask for; empty where they have no wish
 */
export function localeOf(
  c: Context<AppEnv>,
  query: string,
  wishes: { readonly own: string; readonly brand: string },
): Locale {
  const asked = new URLSearchParams(query).get("locale");
  const accepted = acceptedLanguages(c.req.header("accept-language") ?? "");
  return negotiateLocale([asked, getCookie(c, languageCookie), wishes.own, wishes.brand, ...accepted]);
}
