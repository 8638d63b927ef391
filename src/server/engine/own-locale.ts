import { type Locale, negotiateLocale } from "../../protocol/locales/locales.ts";
import { isJsonObject, type JsonObject } from "../store/json-value.ts";

/** The language tag that somebody has set for themselves: `attributes.settings.locale`, where authentik keeps it, too. Empty where there is none. */
export function ownLocale(user: { readonly attributes: JsonObject } | null | undefined): string {
  const settings = user?.attributes.settings;
  return isJsonObject(settings) && typeof settings.locale === "string" ? settings.locale : "";
}

/** The language to write to somebody in: their own, else that of the request. */
export function localeFor(user: { readonly attributes: JsonObject } | null | undefined, asked: Locale): Locale {
  return negotiateLocale([ownLocale(user), asked]);
}
