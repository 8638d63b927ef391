/** The custom elements manifest says all that a page can use of the element, and nothing that is not there. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { packageManifest } from "../../../tools/build/package-manifest.ts";

interface Described {
  readonly name: string;
  readonly description?: string;
  readonly type?: { readonly text: string };
  readonly fieldName?: string;
}

interface Declaration extends Described {
  readonly tagName?: string;
  readonly [kind: string]: unknown;
}

const root = fileURLToPath(new URL("../../../", import.meta.url));
const read = (path: string): string => readFileSync(root + path, "utf8");
const manifest = JSON.parse(await packageManifest(root)) as { modules: { declarations: Declaration[] }[] };
const all = manifest.modules.flatMap(({ declarations }) => declarations);
const [element] = all;
const of = (kind: string): readonly Described[] => (element?.[kind] ?? []) as Described[];
const names = (kind: string): string[] =>
  of(kind)
    .map(({ name }) => name)
    .sort();
/** The code of the client, without what is said about it. */
const sources = readdirSync(`${root}src/client`, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => read(`src/client/${name}`).replace(/\/\*.*?\*\//gs, ""));
const found = (pattern: RegExp): string[] =>
  [...new Set(sources.flatMap((text) => [...text.matchAll(pattern)].map(([, name = ""]) => name)))].sort();

test("every slot and part of the templates is described, and no other", () => {
  assert.deepEqual(names("slots"), found(/<slot(?: name="([\w-]+)")?/g));
  assert.deepEqual(names("cssParts"), found(/<[\w-]+[^>]* part="([\w-]+)"/g));
});

test("every event that the package exports is described, with its class", () => {
  const exported = /export \{([^}]+)\} from "\.\.\/client\/ui\/events\.ts"/.exec(read("src/package/define.ts"))?.[1];
  const classes = (exported ?? "").match(/\w+/g) ?? [];
  assert.deepEqual(
    of("events")
      .map(({ type }) => type?.text)
      .sort(),
    classes.sort(),
  );
  for (const { name } of of("events")) assert.ok(read("src/client/ui/events.ts").includes(`"${name}"`), name);
});

test("every property and attribute is described, and belongs to the other", () => {
  const declared = ["src/client/shell/executor.ts", "src/package/flow-element.ts"].flatMap((path) =>
    [...read(path).matchAll(/^ {2}declare (?!protected)(\w+):/gm)].map(([, name = ""]) => name),
  );
  const fields = of("members").filter(({ description }) => description);
  assert.deepEqual(
    declared.filter((name) => !fields.some((field) => field.name === name)),
    [],
  );
  // That of every element, which the server is asked to speak.
  for (const { name, fieldName } of of("attributes"))
    assert.ok(name === "lang" || declared.includes(fieldName ?? ""), name);
});

test("INTEGRATING.md has all of it, and its tables nothing else", () => {
  const integrating = read("INTEGRATING.md");
  const kinds = ["attributes", "cssParts", "cssProperties", "cssStates", "events", "slots"];
  for (const kind of kinds)
    for (const name of names(kind))
      assert.ok(name === "" || new RegExp(`\`(:state\\()?${name}\\)?\``).test(integrating), `${kind} ${name}`);
  for (const { name } of of("members"))
    assert.ok(new RegExp(`\`${name}(\\(|\`)`).test(integrating) || isAttribute(name), `members ${name}`);
  for (const [head, kind] of [
    ["attribute", "attributes"],
    ["event", "events"],
  ] as const) {
    const rows = new RegExp(`\n\\| ${head} \\|.*\n((?:\\|.*\n)+)`).exec(integrating)?.[1] ?? "";
    const named = [...rows.matchAll(/^\| `([\w-]+)`/gm)].map(([, name = ""]) => name);
    assert.ok(named.length > 3);
    assert.deepEqual(
      named.filter((name) => !names(kind).includes(name)),
      [],
    );
  }
});

function isAttribute(field: string): boolean {
  return of("attributes").some(({ fieldName }) => fieldName === field);
}

test("whatever is described is described in words", () => {
  for (const kind of ["attributes", "cssParts", "cssProperties", "cssStates", "events", "members", "slots"])
    for (const { name, description } of of(kind)) assert.ok(description, `${kind} ${name}`);
  for (const { name, description } of all) assert.ok(description, name);
});

test("every element that shows a step is there with its tag, and what stages of one's own are made of", () => {
  const tags = readdirSync(`${root}src/client/stages`, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .flatMap((name) => [...read(`src/client/stages/${name}`).matchAll(/customElements\.define\("([\w-]+)"/g)])
    .map(([, tag = ""]) => tag);
  assert.deepEqual(
    tags.filter((tag) => !all.some(({ tagName }) => tagName === tag)),
    [],
  );
  const stage = all.find(({ name }) => name === "StageElement");
  const members = (stage?.["members"] as Described[]).map(({ name }) => name);
  for (const name of ["answer", "busy", "challenge", "fieldNames", "heading", "intro", "problem", "submitted"])
    assert.ok(members.includes(name), name);
});
