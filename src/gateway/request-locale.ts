import { acceptedLanguages, languageCookie, type Locale, negotiateLocale } from "../protocol/locales/locales.ts";
import type { Exchange } from "./exchange.ts";

/**
 * The language to answer in: what the address says, what somebody has chosen, what authentik has made of browser and brand, what the browser is
 * set to.
 *
 * @param told the language of authentik's own page, where it has answered
 */
export function requestLocale({ request: { headers }, facts: { target } }: Exchange, told: string | undefined): Locale {
  const chosen = new RegExp(`(?:^|;\\s*)${languageCookie}=([\\w-]+)`).exec(headers.cookie ?? "")?.[1];
  const asked = new URLSearchParams(/\?(.*)$/s.exec(target)?.[1] ?? "").get("locale");
  return negotiateLocale([asked, chosen, told, ...acceptedLanguages(headers["accept-language"] ?? "")]);
}
