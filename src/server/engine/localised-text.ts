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
  /** What is known again wherever it comes. */
  readonly words: Words;
  /** That, and what only pages say. */
  readonly pageWords: Words;
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
  const words = locale === "en" ? {} : languageOf(locale).pageWords;
  return (english, ...values) => say(words, english, ...values);
}

function languageOf(locale: TargetLocale): Language {
  let language = languages.get(locale);
  if (!language) {
    const { serverWords, flowsWords, administrationWords } = allWords[locale];
    const words = { ...flowsWords, ...serverWords };
    const pageWords = { ...words, ...administrationWords };
    language = { words, pageWords, patterns: Object.entries(words).flatMap(patternsOf) };
    languages.set(locale, language);
  }
  return language;
}

function patternsOf([english, translation]: [string, string]): Pattern[] {
  const forms = pluralForms(english);
  if (forms.length > 0) {
    return forms.map(([, form]) => ({
      matches: pattern(form, /#|\{(\d)\}/g),
      translation: (values) => {
        const { "#": count = "1", ...others } = byPlace(form, /#|\{(\d)\}/g, values);
        return counted(translation, Number(count.replaceAll(",", "")), ...inOrder(others).slice(1));
      },
    }));
  }
  const places = /\{(\d)\}/g;
  if (english.search(places) < 0) return [];
  const translated = (values: readonly string[]): string =>
    say({}, translation, ...inOrder(byPlace(english, places, values)));
  return [{ matches: pattern(english, places), translation: translated }];
}

/** What was filled in, by its place: `#`, `0`, `1` … */
function byPlace(english: string, places: RegExp, values: readonly string[]): Record<string, string> {
  const found = Array.from(english.matchAll(places), ([whole, place]) => place ?? whole);
  return Object.fromEntries(found.map((place, index) => [place, values[index] ?? ""]));
}

function inOrder(values: Readonly<Record<string, string>>): string[] {
  return Array.from({ length: 10 }, (_, place) => values[place] ?? "");
}

function pattern(english: string, places: RegExp): RegExp {
  const filled = Array.from(english.matchAll(places), ([place]) => (place === "#" ? "([\\d,]+)" : "(.*)"));
  const pieces = english.replace(places, "\0").split("\0");
  const escaped = pieces.map((piece) => piece.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${escaped.map((piece, index) => piece + (filled[index] ?? "")).join("")}$`, "su");
}
