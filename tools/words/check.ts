import { pluralForms } from "../../src/protocol/locales/words.ts";
import { directionOf } from "./compile.ts";
import { oddTerms } from "./glossary.ts";
import { type Catalogue, type Origin, origins, type Sentences, type Unit } from "./xliff.ts";

/** What is wrong with a catalogue. Each line names the sentence. */
export interface Faults {
  /** Sentences without a translation. */
  readonly missing: readonly string[];
  /** Sentences that nobody says any more. */
  readonly unused: readonly string[];
  /** Sentences that were worded anew: what they were, and what they are. */
  readonly changed: readonly string[];
  /** Translations that fill in something else than English does, or lack a plural category of their language (CLDR). */
  readonly wrong: readonly string[];
  /** Translations that call something by another word than the glossary has for it. */
  readonly terms: readonly string[];
  /** Translations much longer than English; no fault, but worth a look on a phone. */
  readonly long: readonly string[];
}

/** How much longer than English a translation may be, and from how many characters on that counts. */
const longer = { times: 1.6, from: 24 };

/** Compares a language with what is said. */
export function checkCatalogue(catalogue: Catalogue, sentences: Readonly<Record<Origin, Sentences>>): Faults {
  const faults = { missing: [], unused: [], changed: [], wrong: [], long: [], terms: [] } as Record<
    keyof Faults,
    string[]
  >;
  for (const origin of origins) {
    const said = sentences[origin];
    const units = catalogue.units[origin];
    const translated = new Set(units.filter(({ target }) => target !== "").map(({ source }) => source));
    const unused = units.map(({ source }) => source).filter((source) => !said.has(source));
    for (const source of said.keys()) {
      if (translated.has(source)) continue;
      const before = unused.find((old) => isAlike(old, source));
      if (before === undefined) faults.missing.push(source);
      else faults.changed.push(`${before} → ${source}`);
    }
    faults.unused.push(...unused);
    for (const unit of units) {
      if (unit.target === "") continue;
      faults.wrong.push(...wrongIn(unit, catalogue.locale).map((why) => `${unit.source}: ${why}`));
      faults.terms.push(...oddTerms(unit, catalogue.locale).map((term) => `${term}: ${unit.source}: ${unit.target}`));
      if (isLong(unit)) faults.long.push(`${unit.source}: ${unit.target}`);
    }
  }
  return faults;
}

function wrongIn({ source, target }: Unit, locale: string): string[] {
  const english = pluralForms(source).at(-1)?.[1];
  if (english !== undefined) {
    const forms = pluralForms(target);
    const odd = forms.filter(([, form]) => filledIn(form) !== filledIn(english));
    return [...wrongPlural(forms, locale), ...odd.map(([, form]) => `fills in “${filledIn(form)}”`)];
  }
  return [
    ...(filledIn(source) === filledIn(target) ? [] : [`fills in “${filledIn(target)}”`]),
    // From right to left the groups of a number would change places (Unicode's LRI, PDI).
    ...(directionOf(locale) === "rtl" && /(?<!\u2066)\+\d/.test(target) ? ["has a number that is not set apart"] : []),
  ];
}

function filledIn(text: string): string {
  return [...text.matchAll(/\{\d+\}/g)]
    .map(([place]) => place)
    .sort()
    .join(" ");
}

function wrongPlural(forms: readonly (readonly [string, string])[], locale: string): string[] {
  const wanted = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
  const given = new Set(forms.map(([category]) => category));
  return [
    ...wanted.filter((category) => !given.has(category)).map((category) => `lacks the category ${category}`),
    ...forms
      .filter(([category]) => !wanted.some((one) => one === category))
      .map(([category]) => `has no category ${category}`),
  ];
}

function isLong({ source, target }: Unit): boolean {
  const [english, translated] = [source, target].map(
    (text) => pluralForms(text).find(([name]) => name === "other")?.[1] ?? text,
  );
  return (translated?.length ?? 0) > Math.max(longer.from, (english?.length ?? 0) * longer.times);
}

/** Whether two sentences share most of their words. */
function isAlike(one: string, other: string): boolean {
  const words = (text: string): Set<string> => new Set(text.toLowerCase().match(/[\p{L}\d]+/gu) ?? []);
  const [a, b] = [words(one), words(other)];
  const shared = [...a].filter((word) => b.has(word)).length;
  return shared * 2 > 1.3 * Math.max(a.size, b.size) && shared > 1;
}
