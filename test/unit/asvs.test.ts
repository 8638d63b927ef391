/** The table of `test/asvs.md` is whole, and everything it names exists. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { sourceFile, walk } from "../../tools/words/source-file.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Level-1 and level-2 requirements of OWASP ASVS 5.0, by chapter and section; level 3 is left out. */
const required: Readonly<Record<1 | 2, string>> = {
  1: "6.1.1 6.2.1-7 6.3.1 6.4.1-2 7.2.1-4 7.4.1-2 8.1.1 8.2.1-2 8.3.1 9.1.1-3 9.2.1 13.4.1",
  2: "6.1.2-3 6.2.8-11 6.3.2-3 6.4.3-4 6.5.1-5 6.6.1-3 6.8.1-3 7.1.1-3 7.3.1-2 7.4.3-5 7.5.1-2 7.6.1-2 8.1.2 8.2.3 8.4.1 9.2.2-4 13.1.1 13.2.1-5 13.3.1-2 13.4.2-5",
};

/** Requirements that are met by what is written down. */
const documented = ["6.1.1", "6.1.2", "6.1.3", "7.1.1", "7.1.2", "7.1.3", "8.1.1", "8.1.2", "13.1.1"];

/** `7.2.1-4` → 7.2.1, 7.2.2, 7.2.3, 7.2.4 */
function expanded(ranges: string): string[] {
  return ranges.split(" ").flatMap((range) => {
    const [, section = "", first = "", last = first] = /^(\d+\.\d+)\.(\d+)(?:-(\d+))?$/.exec(range) ?? [];
    return Array.from(
      { length: Number(last) - Number(first) + 1 },
      (_, index) => `${section}.${Number(first) + index}`,
    );
  });
}

interface Row {
  readonly id: string;
  readonly level: string;
  readonly short: string;
  readonly state: string;
  readonly where: string;
}

const rows: Row[] = readFileSync(join(root, "test/asvs.md"), "utf8")
  .split("\n")
  .filter((line) => /^\| \d/.test(line))
  .map((line) => {
    const cells = line.split("|").slice(1, -1);
    assert.equal(cells.length, 5, line);
    const [id = "", level = "", short = "", state = "", where = ""] = cells.map((cell) => cell.trim());
    return { id, level, short, state, where };
  });

/** The tests that a row names: a file below `test/`, and a name. */
function testsOf({ where }: Row): { file: string; name: string }[] {
  return [...where.matchAll(/`([^`]+\.test\.ts)` "([^"]+)"/g)].map(([, file = "", name = ""]) => ({ file, name }));
}

function sectionsOf({ where }: Row): string[] {
  return [...where.matchAll(/§ ([^;(]+)/g)].map(([, name = ""]) => name.trim());
}

const namesByFile = new Map<string, ReadonlySet<string>>();

/** The names of the tests in a file; a name made in a loop over the keys of an object stands once for each key. */
function namesIn(file: string): ReadonlySet<string> {
  const known = namesByFile.get(file);
  if (known) return known;
  const path = join(root, "test", file);
  assert.ok(existsSync(path), `There is no ${file}.`);
  const { tree } = sourceFile(file, readFileSync(path, "utf8"));
  const names = new Set<string>();
  const keys = new Set<string>();
  walk(tree, (node) => {
    if (ts.isPropertyAssignment(node)) keys.add(keyOf(node.name, tree));
  });
  walk(tree, (node) => {
    if (!ts.isCallExpression(node) || !/^(test|it)$/.test(node.expression.getText(tree))) return;
    const [name] = node.arguments;
    if (name && ts.isStringLiteralLike(name)) names.add(name.text);
    if (name && ts.isTemplateExpression(name) && name.head.text === "" && name.templateSpans.length === 1) {
      for (const key of keys) names.add(key + (name.templateSpans[0]?.literal.text ?? ""));
    }
  });
  namesByFile.set(file, names);
  return names;
}

function keyOf(name: ts.PropertyName, tree: ts.SourceFile): string {
  if (ts.isStringLiteralLike(name)) return name.text;
  // `[change]: …`, with `const change = "…"` above.
  const [, constant] = /^\[(\w+)\]$/.exec(name.getText(tree)) ?? [];
  const value = constant && new RegExp(`const ${constant} = "([^"]*)"`).exec(tree.text)?.[1];
  return value ?? name.getText(tree);
}

test("every requirement of levels 1 and 2 is there once, with its level", () => {
  const expected = ([1, 2] as const).flatMap((level) => expanded(required[level]).map((id) => `${id} ${level}`));
  assert.equal(new Set(expected).size, expected.length);
  assert.deepEqual(rows.map(({ id, level }) => `${id} ${level}`).sort(), expected.sort());
});

test("each is met or not applicable, and says so in a few words", () => {
  for (const row of rows) {
    assert.ok(["met", "not applicable"].includes(row.state), `${row.id}: ${row.state}`);
    assert.ok(row.short !== "" && row.short.split(/\s+/).length <= 12, `${row.id}: ${row.short}`);
    if (row.state === "met") assert.ok(testsOf(row).length + sectionsOf(row).length > 0, row.id);
    else assert.match(row.where, /^[A-Z][^`§]{20,}\.$/, row.id);
  }
});

test("what is met is proved by a test, unless it asks for words", () => {
  for (const row of rows.filter(({ state }) => state === "met")) {
    if (documented.includes(row.id)) assert.ok(sectionsOf(row).length > 0, row.id);
    else assert.ok(testsOf(row).length > 0, row.id);
  }
});

test("every test that is named exists by that name in that file", () => {
  const missing: string[] = [];
  for (const row of rows) {
    for (const { file, name } of testsOf(row)) {
      if (!existsSync(join(root, "test", file))) missing.push(`${row.id}: there is no ${file}`);
      else if (!namesIn(file).has(name)) missing.push(`${row.id}: ${file} has no test "${name}"`);
    }
    // Whatever looks like a test is one: a misspelt quote would hide it from the search above.
    assert.equal((row.where.match(/\.test\.ts/g) ?? []).length, testsOf(row).length, row.id);
  }
  assert.deepEqual(missing, []);
});

test("every section that is named exists in SECURITY.md, and says what is asked", () => {
  const security = readFileSync(join(root, "SECURITY.md"), "utf8");
  const sections = new Map(
    security
      .split(/^## /m)
      .slice(1)
      .map((section) => [section.slice(0, section.indexOf("\n")).trim(), section] as const),
  );
  for (const row of rows) {
    for (const name of sectionsOf(row)) assert.ok(sections.has(name), `${row.id}: there is no section "${name}".`);
  }
  const says: readonly (readonly [id: string, section: string, ...words: RegExp[]])[] = [
    ["6.1.1", "Limits", /password-name-network/, /lock its owner out|lock the owner out|nobody can lock/i],
    ["6.1.2", "Ways to sign in", /words of the context/, /user\s+name, the name, the address and the brand's title/],
    ["6.1.3", "Ways to sign in", /\| way \| factors \|/, /There is no\s+other way in/],
    ["7.1.1", "Sessions", /\| idle \|/, /\| absolute \|/, /NIST SP 800-63B/],
    ["7.1.2", "Sessions", /any number of sessions/],
    ["7.1.3", "Sessions", /Sessions at a source/],
    ["8.1.1", "Access", /\| who \| may \|/],
    ["8.1.2", "Access", /Fields:/],
    ["13.1.1", "What the server talks to", /SMTP_URL/, /BREACH_LOOKUP_URL/, /nobody else can/],
  ];
  assert.deepEqual(says.map(([id]) => id).sort(), [...documented].sort());
  for (const [id, name, ...words] of says) {
    for (const word of words) assert.match(sections.get(name) ?? "", word, id);
  }
});
