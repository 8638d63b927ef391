import { arabic } from "../protocol/locales/ar/arabic.ts";
import { german } from "../protocol/locales/de/german.ts";
import type { Locale } from "../protocol/locales/locales.ts";
import { say, type Words } from "../protocol/locales/words.ts";

const words: Readonly<Record<Locale, Words>> = { ar: arabic, de: german, en: {} };

/** Says an English sentence in a language; `{0}` … in it are filled in. */
export type Translator = (sentence: string, ...values: readonly string[]) => string;

/** The words of a language, for what a server renders. */
export function translator(locale: Locale): Translator {
  return (sentence, ...values) => say(words[locale], sentence, ...values);
}
