/**
 * Words in a language: English sentence → translation. `{0}`, `{1}` … stand for what is filled in, in any order. A sentence that counts is
 * written as ICU MessageFormat writes it: `{0, plural, one {# code} other {# codes}}`, with the categories of the language (CLDR).
 */
export type Words = Readonly<Record<string, string>>;

/** The sentence in the given words, with its values filled in; in English where they lack it. */
export function say(words: Words, sentence: string, ...values: readonly string[]): string {
  return filled(words[sentence] ?? sentence, values);
}

/** An English sentence that is put into the reader's language later, where that is known. Marks it for the catalogue. */
export function sentence(english: string, ...values: readonly string[]): string {
  return filled(english, values);
}

/** The form of a sentence that counts for a number, which takes the place of `#`; what else it fills in, from `{1}` on, follows. */
export function counted(sentence: string, count: number, ...values: readonly string[]): string {
  const language = /^\{\d:([\w-]+)/.exec(sentence)?.[1] ?? "en";
  const forms = new Map(pluralForms(sentence));
  const form = forms.get(new Intl.PluralRules(language).select(count)) ?? forms.get("other") ?? "";
  return filled(form.replaceAll("#", new Intl.NumberFormat(language).format(count)), ["", ...values]);
}

/** The categories of a sentence that counts, each with its form; none where it does not count. */
export function pluralForms(sentence: string): [category: string, form: string][] {
  if (!/^\{\d(:[\w-]+)?, plural,/.test(sentence)) return [];
  return Array.from(sentence.matchAll(/(\w+) \{((?:[^{}]|\{\d\})*)\}/g), ([, category = "", form = ""]) => [
    category,
    form,
  ]);
}

function filled(sentence: string, values: readonly string[]): string {
  return sentence.replace(/\{(\d)\}/g, (whole, index) => values[Number(index)] ?? whole);
}
