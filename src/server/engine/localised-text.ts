import { allWords } from "../../protocol/locales/compiled/all-words.gen.ts";
import type { Locale, TargetLocale } from "../../protocol/locales/locales.ts";
import { counted, pluralForms, say, type Words } from "../../protocol/locales/words.ts";

/** How an English sentence with something filled in is known again. */
interface Pattern {
  readonly matches: RegExp;
  /** @param values what was filled in */
  readonly translation: (values: readonly string[]) => string;
}

interface Language {
  readonly words: Words;
  readonly patterns: readonly Pattern[];
}

const languages = new Map<TargetLocale, Language>();

/** An English sentence of the server, or of the flows that come along, in a language; whatever else it is stays as it is. */
export function localisedText(text: string, locale: Locale): string {
  if (locale === "en" || text === "") return text;
  const { words, patterns } = languageOf(locale);
  if (Object.hasOwn(words, text)) return say(words, text);
  for (const { matches, translation } of patterns) {
    const found = matches.exec(text);
    if (found) return translation(found.slice(1));
  }
  return text;
}

/** Says English sentences in a language; `{0}` … in them are filled in. */
export function serverText(locale: Locale): (english: string, ...values: readonly string[]) => string {
  const words = locale === "en" ? {} : languageOf(locale).words;
  return (english, ...values) => say(words, english, ...values);
}

function languageOf(locale: TargetLocale): Language {
  let language = languages.get(locale);
  if (!language) {
    const { serverWords, flowsWords } = allWords[locale];
    const words = { ...flowsWords, ...serverWords };
    language = { words, patterns: Object.entries(words).flatMap(patternsOf) };
    languages.set(locale, language);
  }
  return language;
}

function patternsOf([english, translation]: [string, string]): Pattern[] {
  const forms = pluralForms(english);
  if (forms.length > 0) {
    return forms.map(([, form]) => ({
      matches: pattern(form.split("#"), "([\\d,]+)"),
      translation: ([count = ""]) => counted(translation, Number(count.replaceAll(",", ""))),
    }));
  }
  const pieces = english.split(/\{\d\}/);
  if (pieces.length === 1) return [];
  const order = Array.from(english.matchAll(/\{(\d)\}/g), ([, place]) => Number(place));
  return [{ matches: pattern(pieces, "(.*)"), translation: (values) => filledIn(translation, order, values) }];
}

function filledIn(translation: string, order: readonly number[], values: readonly string[]): string {
  const byPlace: string[] = [];
  for (const [index, place] of order.entries()) byPlace[place] = values[index] ?? "";
  return say({}, translation, ...byPlace);
}

function pattern(pieces: readonly string[], value: string): RegExp {
  const escaped = pieces.map((piece) => piece.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${escaped.join(value)}$`, "su");
}
