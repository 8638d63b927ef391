import { directions, languageCookie, type Locale } from "../../protocol/locales/locales.ts";
import { chosenLanguage } from "./wanted-languages.ts";

/** Whether somebody has chosen a language in this browser. */
export function hasChosenLocale(): boolean {
  return chosenLanguage() !== undefined;
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
