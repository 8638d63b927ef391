/** Documents that want to take long, or to bring the server down, are refused or read in time that grows with their length. */
import assert from "node:assert/strict";
import { describe, test, type TestContext } from "node:test";
import { importBlueprint, type ImportResult } from "../../../src/server/engine/blueprint/import-blueprint.ts";
import { type Blueprint, parseBlueprint } from "../../../src/server/engine/blueprint/parse-blueprint.ts";
import { importableModels } from "../../../src/server/services/importable-models.ts";
import { openStore } from "../../../src/server/store/store.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

const mebibyte = 1024 * 1024;

/** A document whose context is this. */
const about = (context: string): string => `version: 1\nentries: []\ncontext:\n${context}`;
const times = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join("");

/** Documents by how often they repeat what is bad about them. */
const documents: Record<string, (count: number) => string> = {
  "different keys": (count) => about(times(count, (index) => `  k${index}: 1\n`)),
  "different keys in braces": (count) => about(`  a: {${times(count, (index) => `k${index}: 1, `)}}`),
  "the same key": (count) => about("  a: 1\n".repeat(count)),
  directives: (count) => "%s\n".repeat(count),
  "directives for tags": (count) => `${"%TAG !a! b\n".repeat(count)}---\nversion: 1`,
  "percent signs": (count) => about(`  a: "${"%s".repeat(count)}"`),
  "open brackets": (count) => about(`  a: ${"[".repeat(count)}`),
  "nested lists": (count) => about(`  a: ${"[".repeat(count)}${"]".repeat(count)}`),
  "nested mappings": (count) => about(`  a: ${"{a: ".repeat(count)}${"}".repeat(count)}`),
  "lists in lists": (count) => about(`  - ${"- ".repeat(count)}`),
  questions: (count) => about(`  ${"? ".repeat(count)}`),
  colons: (count) => about(`  ${"a: ".repeat(count)}`),
  anchors: (count) => about(`  a:\n${times(count, (index) => `  - &a${index} x\n`)}`),
  aliases: (count) => about(`  a: &a x\n  b:\n${"  - *a\n".repeat(count)}`),
  "aliases of a list": (count) => about(`  a: &a [${"x, ".repeat(count)}]\n  b: [${"*a, ".repeat(count)}]`),
  "aliases of a long text": (count) => about(`  a: &a ${"x".repeat(count)}\n  b: [${"*a, ".repeat(count / 2)}]`),
  "merges of a mapping": (count) =>
    about(`  a: &a {${times(count, (index) => `k${index}: 1, `)}}\n  b:\n${"    <<: *a\n".repeat(count)}`),
  "merges of many": (count) => about(`  a: &a {x: 1}\n  b:\n    <<: [${"*a, ".repeat(count)}]`),
  documents: (count) => "---\n".repeat(count),
  faults: (count) => "}\n".repeat(count),
  "wrong lines": (count) => about("a: b: c\n".repeat(count)),
  "tags of YAML": (count) => about(`  a: !!omap\n${times(count, (index) => `  - k${index}: 1\n`)}`),
  "unknown tags": (count) => about(`  a:\n${"  - !x y\n".repeat(count)}`),
  "tags on tags": (count) => about(`  a: ${"!x ".repeat(count)}`),
  comments: (count) => `${"#\n".repeat(count)}${about("  a: 1")}`,
  "empty lines": (count) => about(`  a: |\n${"\n".repeat(count)}    x`),
  escapes: (count) => about(`  a: "${"\\u0041".repeat(count)}"`),
  digits: (count) => about(`  a: 1${":1".repeat(count)}`),
  blanks: (count) => about(`  a:${" ".repeat(count)}b`),
};

function readOrRefused(text: string): Blueprint | undefined {
  try {
    return parseBlueprint(text, "hostile.yaml");
  } catch (error) {
    assert.equal((error as Error).name, "BlueprintError", String((error as Error).stack));
    return undefined;
  }
}

/** Milliseconds of this thread's own. */
function effort(text: string): number {
  const before = process.cpuUsage();
  readOrRefused(text);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

describe("a document of 10 000", () => {
  for (const [name, document] of Object.entries(documents)) {
    test(`${name} takes no more than a little longer than half of it`, () => {
      const whole = document(10_000);
      assert.ok(whole.length <= mebibyte);
      // Quadratic work would be a second or more here. What takes long is compared with its half, and measured again where something came between.
      let more = effort(whole);
      if (more < 400) return;
      let less = effort(document(5_000));
      const isLinear = (): boolean => more < 1_500 && more < 3.5 * less;
      if (isLinear()) return;
      [less, more] = [Math.min(less, effort(document(5_000))), Math.min(more, effort(whole))];
      assert.ok(isLinear(), `${less} ms, then ${more} ms`);
    });
  }
});

describe("a document of a mebibyte", () => {
  for (const [name, document] of Object.entries(documents)) {
    test(`of ${name} is read or refused`, () => {
      const growth = document(2_000).length / 1_000 - document(1_000).length / 1_000;
      const text = document(Math.floor(Math.min(mebibyte / growth, 500_000))).slice(0, mebibyte);
      const start = process.cpuUsage();
      readOrRefused(text);
      const { user, system } = process.cpuUsage(start);
      assert.ok((user + system) / 1000 < 4_000, `${(user + system) / 1000} ms`);
    });
  }
});

test("keys that are there twice are told with their line, also where they are written differently", () => {
  const twice =
    (context: string): (() => void) =>
    () =>
      void parseBlueprint(about(context), "twice.yaml");
  assert.throws(twice("  a: 1\n  b: 2\n  a: 3"), /^BlueprintError: twice\.yaml, line 6: The key "a" is there twice\.$/);
  assert.throws(twice("  1: 1\n  '1': 2"), /line 5: The key "1" is there twice/);
  assert.throws(twice("  a: { b: 1, b: 2 }"), /line 4: The key "b" is there twice/);
  assert.throws(twice("  ? [a]\n  : 1"), /line 4: Keys have to be text/);
});

test("mappings are merged as YAML says: below what is written out, the first on top", () => {
  const text = about(
    "  a: &a { v: 1, w: 1 }\n  b: &b { w: 2, z: 2 }\n  c:\n    <<: [*a, *b]\n    v: 0\n  d: { <<: *b }",
  );
  const { c, d } = parseBlueprint(text, "merge.yaml").context;
  assert.deepEqual(
    [c, d],
    [
      { v: 0, w: 1, z: 2 },
      { w: 2, z: 2 },
    ],
  );
  assert.throws(() => parseBlueprint(about("  a: { <<: 1 }"), "merge.yaml"), /Only mappings can be merged/);
});

test("an alias stands for the anchor before it, also where that is in a part that is not read", () => {
  const text = `ours: &a { x: 1 }\nversion: 1\nentries: []\ncontext: { first: *a, own: &a 2, second: *a }`;
  assert.deepEqual(parseBlueprint(text, "alias.yaml").context, { first: { x: 1 }, own: 2, second: 2 });
  assert.throws(
    () => parseBlueprint(about("  a: *b\n  b: &b 1"), "alias.yaml"),
    /line 4: There is no anchor &b before it/,
  );
});

describe("an import tells in its log", () => {
  const importing = (t: TestContext, text: string): ImportResult => {
    const store = openStore(temporaryFolder(t));
    t.after(() => store.database.close());
    return importBlueprint(text, "hostile.yaml", { store, models: importableModels, now: 0 });
  };
  const group = (value: string, context = ""): string =>
    `version: 1\ncontext: {${context}}\nentries:\n- { model: authentik_core.group, identifiers: { name: x }, attrs: { attributes: ${value} } }`;
  const loop = (body: string): string => `!Enumerate [[${"1, ".repeat(100)}], SEQ, ${body}]`;
  const cases: Record<string, [text: string, says: RegExp]> = {
    "an anchor within itself": [about("  a: &a [*a]"), /stands for something with itself in it/],
    "an anchor within itself, by a merge": [about("  a: &a { <<: *a }"), /stands for something with itself in it/],
    "loops in loops": [group(`{ a: ${loop(loop(loop("1")))} }`), /asks for too much/],
    "a text that doubles": [
      group(
        `{ a: !Context a25 }`,
        `a0: x, ${times(25, (index) => `a${index + 1}: !Format ["%s%s", !Context a${index}, !Context a${index}], `)}`,
      ),
      /asks for too much/,
    ],
    "a context that refers to itself": [group("{ a: !Context a }", "a: !Context a"), /refer to each other too often/],
    "too many entries": [`version: 1\nentries:\n${"- { model: a }\n".repeat(2_001)}`, /more than 2000 entries/],
    "a model that is not known": [
      "version: 1\nentries:\n- { model: authentik_stages_new.newstage, identifiers: { name: x } }",
      /App or Model does not exist/,
    ],
    "a policy that is not known": [
      "version: 1\nentries:\n- { model: authentik_policies_new.newpolicy, identifiers: { name: x } }",
      /App or Model does not exist/,
    ],
    "a model by the name of something every object has": [
      "version: 1\nentries:\n- { model: constructor, identifiers: { name: x } }",
      /App or Model does not exist/,
    ],
  };
  for (const [name, [text, says]] of Object.entries(cases)) {
    test(name, (t) => {
      const { success, logs } = importing(t, text);
      assert.equal(success, false);
      assert.match(logs.at(-1)?.event ?? "", says);
    });
  }
});
