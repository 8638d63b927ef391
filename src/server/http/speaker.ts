import { arabic } from "../../protocol/locales/ar/arabic.ts";
import { german } from "../../protocol/locales/de/german.ts";
import type { Locale } from "../../protocol/locales/locales.ts";
import { say, type Words } from "../../protocol/locales/words.ts";
import { escapeHtml } from "../engine/escape-html.ts";

const words: Readonly<Record<Locale, Words>> = { ar: arabic, de: german, en: {} };

/** Says an English sentence in a language, as HTML; `{0}` … in it are filled in. */
export type Text = (sentence: string, ...values: readonly string[]) => string;

/** The words of a language, for the pages that the server renders. */
export function speaker(locale: Locale): Text {
  return (sentence, ...values) => escapeHtml(say(words[locale], sentence, ...values));
}
