/** Every language says everything that the interface says, and nothing else. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { arabic } from "../../src/protocol/locales/ar/arabic.ts";
import { german } from "../../src/protocol/locales/de/german.ts";
import type { directions } from "../../src/protocol/locales/locales.ts";
import { say, type Words } from "../../src/protocol/locales/words.ts";
import { arabic as arabicServer } from "../../src/server/http/words/arabic.ts";
import { german as germanServer } from "../../src/server/http/words/german.ts";
import { readSourceFiles, sourceFile } from "../support/source-file.ts";
import { sentencesOf } from "../support/sentences.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const sentences = sentencesOf(readSourceFiles(root, ["src/client", "src/protocol", "src/page", "src/server/http"]));
const languages: Record<Exclude<keyof typeof directions, "en">, Words> = { ar: arabic, de: german };

for (const [locale, words] of Object.entries(languages)) {
  const folder = `src/protocol/locales/${locale}/`;

  test(`${locale} lacks no sentence: what is listed wants a line in ${folder}`, () => {
    assert.deepEqual(
      [...sentences].filter((sentence) => !Object.hasOwn(words, sentence)),
      [],
    );
  });

  test(`${locale} has no sentence that nobody says: what is listed may go from ${folder}`, () => {
    assert.deepEqual(
      Object.keys(words).filter((sentence) => !sentences.has(sentence)),
      [],
    );
  });

  test(`${locale} fills in what English fills in`, () => {
    const values = (text: string): string[] => (text.match(/\{\d\}/g) ?? []).sort();
    for (const [sentence, translation] of Object.entries(words)) {
      assert.notEqual(translation.trim(), "", sentence);
      assert.deepEqual(values(translation), values(sentence), sentence);
    }
  });
}

test("what the server says in other languages it still says in English", () => {
  const code = readSourceFiles(root, ["src/server/engine", "src/server/policies", "src/server/stages"]).map(
    ({ text }) => text,
  );
  assert.deepEqual(Object.keys(germanServer).sort(), Object.keys(arabicServer).sort());
  assert.deepEqual(
    Object.keys(germanServer).filter((sentence) => !code.some((text) => text.includes(sentence))),
    [],
  );
});

test("sentences are found whatever they are made of", () => {
  const said = 'msg("a b"); msg(str`c ${d} e ${f.g}`); text("h {0}", i); msg(`j`); other("k");';
  assert.deepEqual([...sentencesOf([sourceFile("a.ts", said)])], ["a b", "c {0} e {1}", "h {0}", "j"]);
});

test("values are filled in in the order of the language", () => {
  const words = { "{0} of {1}": "{1}: {0}" };
  assert.equal(say(words, "{0} of {1}", "a", "b"), "b: a");
  assert.equal(say(words, "only English {0}", "a"), "only English a");
});
