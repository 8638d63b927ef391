/** Every language says everything that the interface says, and nothing else; a new one is one file. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { localisedText, serverText } from "../../src/server/engine/localised-text.ts";
import { counted, say } from "../../src/protocol/locales/words.ts";
import { checkCatalogue } from "../../tools/words/check.ts";
import { readCatalogues } from "../../tools/words/compile.ts";
import { glossary, oddTerms } from "../../tools/words/glossary.ts";
import { allSentences, sentencesOf } from "../../tools/words/sentences.ts";
import { sourceFile } from "../../tools/words/source-file.ts";
import { type Catalogue, readCatalogue, writeCatalogue } from "../../tools/words/xliff.ts";

const sentences = allSentences(fileURLToPath(new URL("../..", import.meta.url)));

for (const catalogue of readCatalogues()) {
  test(`${catalogue.locale} says everything that is said, and fills in the same`, () => {
    const { long: _, ...faults } = checkCatalogue(catalogue, sentences);
    assert.deepEqual(faults, { missing: [], unused: [], changed: [], wrong: [], terms: [] });
  });
}

const few = {
  interface: new Map([["{0} of {1} <b>", ["a.ts"]]]),
  server: new Map([["{0, plural, one {# code} other {# codes}}", ["b.ts"]]]),
  administration: new Map<string, string[]>(),
  flows: new Map([["Sign in", ["c.yaml"]]]),
};

function catalogueOf(...targets: readonly [string, string, string]): Catalogue {
  const list = [...targets];
  return readCatalogue(writeCatalogue("pl", few, () => list.shift() ?? ""));
}

test("a catalogue is read as it was written", () => {
  const { locale, units } = catalogueOf("{1} & {0}", "", "Zaloguj");
  assert.equal(locale, "pl");
  assert.deepEqual(units.interface, [{ source: "{0} of {1} <b>", target: "{1} & {0}" }]);
  assert.deepEqual(units.server[0]?.target, "");
  assert.deepEqual(units.administration, []);
  assert.deepEqual(units.flows, [{ source: "Sign in", target: "Zaloguj" }]);
});

test("what is no catalogue is refused", () => {
  assert.throws(() => readCatalogue("<xliff><file"));
  assert.throws(() => readCatalogue(`<xliff><file original="interface"/></xliff>`), /target-language/);
  assert.throws(() => readCatalogue(`<xliff><file original="mail" target-language="pl"/></xliff>`), /mail/);
});

test("a number that is written from right to left stands apart from the text around it", () => {
  const wrongIn = (target: string, locale: string): readonly string[] =>
    checkCatalogue(
      {
        locale,
        units: { interface: [], server: [], administration: [], flows: [{ source: "Such as +46 70.", target }] },
      },
      { ...few, interface: new Map(), server: new Map(), flows: new Map([["Such as +46 70.", ["a.ts"]]]) },
    ).wrong;
  assert.match(wrongIn("+46 70", "fa").join(), /not set apart/);
  assert.deepEqual(wrongIn("\u2066+46 70\u2069", "fa"), []);
  assert.deepEqual(wrongIn("+46 70", "de"), []);
});

test("every form of a sentence that counts fills in what English does", () => {
  const source = "{0, plural, one {# flow with {1}} other {# flows with {1}}}";
  const wrongIn = (target: string): readonly string[] =>
    checkCatalogue(
      { locale: "de", units: { interface: [], server: [], administration: [{ source, target }], flows: [] } },
      { ...few, administration: new Map([[source, ["a.ts"]]]) },
    ).wrong;
  assert.deepEqual(wrongIn("{0, plural, one {# Ablauf mit {1}} other {# Abläufe mit {1}}}"), []);
  assert.match(wrongIn("{0, plural, one {# Ablauf} other {# Abläufe mit {1}}}").join(), /fills in “”/);
  assert.equal(counted(source, 2, "# {0}"), "2 flows with # {0}");
});

test("what has a word of its own is called by it, however the word ends", () => {
  const words = { de: { passkey: "passkey", account: "konto|konten" } };
  const odd = (source: string, target: string): string[] => oddTerms({ source, target }, "de", words);
  assert.deepEqual(odd("Your accounts", "Ihre Konten"), []);
  assert.deepEqual(odd("Set up a passkey for the account", "Zugangsschlüssel für das Konto"), ["passkey (passkey)"]);
  assert.deepEqual(odd("Nothing of it", "Nichts davon"), []);
  const [first = {}, ...others] = Object.values(glossary).map((terms) => Object.keys(terms));
  assert.equal(Object.keys(first).length, 40);
  for (const terms of others) assert.deepEqual(terms, first);
});

test("what a catalogue lacks or gets wrong is told", () => {
  const plural = "{0, plural, one {# kod} few {# kody} other {# kodu}}";
  const faults = checkCatalogue(catalogueOf("{1} & {1}", plural, ""), few);
  assert.deepEqual(faults.missing, ["Sign in"]);
  assert.equal(faults.wrong.length, 2);
  assert.match(faults.wrong[1] ?? "", /lacks the category many/);
  const others = { ...few, flows: new Map([["Sign in here now please", ["c.yaml"]]]) };
  const stale = checkCatalogue(catalogueOf("{0} {1}", plural, "Zaloguj"), others);
  assert.deepEqual(stale.unused, ["Sign in"]);
  const reworded = { ...few, flows: new Map([["Sign in now", ["c.yaml"]]]) };
  assert.deepEqual(checkCatalogue(catalogueOf("{0} {1}", plural, "Zaloguj"), reworded).changed, [
    "Sign in → Sign in now",
  ]);
});

test("sentences are found whatever they are made of", () => {
  const said = 'msg("a b"); msg(str`c ${d} e ${f.g}`); text("h {0}", i); msg(`j`); other("k");';
  assert.deepEqual([...sentencesOf([sourceFile("a.ts", said)]).keys()], ["a b", "c {0} e {1}", "h {0}", "j"]);
});

test("values are filled in in the order of the language", () => {
  const words = { "{0} of {1}": "{1}: {0}" };
  assert.equal(say(words, "{0} of {1}", "a", "b"), "b: a");
  assert.equal(say(words, "only English {0}", "a"), "only English a");
});

test("a sentence that counts goes by the rules of its language", () => {
  const english = "{0, plural, one {# code} other {# codes}}";
  assert.deepEqual(
    [1, 2, 1000].map((count) => counted(english, count)),
    ["1 code", "2 codes", "1,000 codes"],
  );
  const polish = "{0:pl, plural, one {# kod} few {# kody} many {# kodów} other {# kodu}}";
  assert.deepEqual(
    [1, 3, 5, 22].map((count) => counted(polish, count)),
    ["1 kod", "3 kody", "5 kodów", "22 kody"],
  );
});

test("the server's sentences are known again with what is filled in; others stay", () => {
  assert.equal(localisedText("Invalid password", "de"), "Falsches Passwort");
  assert.equal(localisedText("You've signed out of Grafana.", "de"), "Sie sind von Grafana abgemeldet.");
  assert.match(localisedText("Too many attempts. Please try again after 10 minutes.", "de"), /10 Minuten/);
  assert.match(localisedText("Too many attempts. Please try again after 1 minute.", "de"), /1 Minute\b/);
  assert.match(
    localisedText("Changes the flow a, which keeps one step of its own", "de"),
    /^Ändert den Ablauf a, der einen/,
  );
  assert.match(
    localisedText("Changes the flow a, which keeps 3 steps of its own", "pl"),
    /proces a,.* 3 własne etapy$/,
  );
  assert.equal(localisedText("Written by an administrator", "de"), "Written by an administrator");
  // A person's name and that of a thing are two words in some languages.
  assert.deepEqual([localisedText("Name", "pl"), serverText("pl")("Name")], ["Imię i nazwisko", "Nazwa"]);
  // What only pages for administrators say is not known again in what administrators write.
  assert.equal(localisedText("Import photos", "de"), "Import photos");
});
