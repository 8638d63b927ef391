import { allWords } from "../protocol/locales/compiled/all-words.gen.ts";
import type { Locale } from "../protocol/locales/locales.ts";
import { say, type Words } from "../protocol/locales/words.ts";

/** Says an English sentence in a language; `{0}` … in it are filled in. */
export type Translator = (sentence: string, ...values: readonly string[]) => string;

/** The words of a language, for what a server renders. */
export function translator(locale: Locale): Translator {
  const words = serversWords(locale);
  return (sentence, ...values) => say(words, sentence, ...values);
}

function serversWords(locale: Locale): Words {
  if (locale === "en") return {};
  const { interfaceWords, serverWords } = allWords[locale];
  return { ...interfaceWords, ...serverWords };
}
