import type { HostConfig } from "../../protocol/host-config.ts";
import { directions, languageCookie, type Locale, negotiateLocale } from "../../protocol/locales/locales.ts";

/** The language to begin with: what the address says, what somebody has chosen, what the server says, what the browser is set to. */
export function firstLocale(query: string, { locale, brand }: HostConfig): Locale {
  const asked = /\blocale=([\w-]+)/.exec(query)?.[1];
  return negotiateLocale([asked, chosen(), locale, brand?.default_locale, ...navigator.languages]);
}

function chosen(): string | undefined {
  return /\bauthentik_language=([\w-]+)/.exec(document.cookie)?.[1];
}

/** Whether somebody has chosen a language in this browser. */
export function hasChosenLocale(): boolean {
  return chosen() !== undefined;
}

/** Keeps a language for a year. In a cookie, because the server that renders the next page has to know it too. */
export function rememberLocale(locale: Locale): void {
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `${languageCookie}=${locale}; path=/; max-age=31536000; samesite=lax${secure}`;
}

/** Tells the browser and assistive technology which language the page is in. */
export function setPageLanguage(locale: Locale): void {
  document.documentElement.lang = locale;
  document.documentElement.dir = directions[locale];
}
