/**
 * The interface's words in a language: English sentence → translation. `{0}`, `{1}` … stand for what is filled in, in any order. The English
 * sentences are those in the calls of `msg()`; a test finds those that are missing here and those that nobody says any more.
 */
export type Words = Readonly<Record<string, string>>;

/** The sentence in the given words, with its values filled in; in English where they lack it. */
export function say(words: Words, sentence: string, ...values: readonly string[]): string {
  return (words[sentence] ?? sentence).replace(/\{(\d)\}/g, (whole, index) => values[Number(index)] ?? whole);
}
