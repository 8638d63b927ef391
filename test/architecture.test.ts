/** Holds the code to `ARCHITECTURE.md`, and the rules to what they promise: each has to find what it forbids. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { fileFaults, globalFaults, messageFaults, registryFaults } from "../tools/lint/code-rules.ts";
import { bootFaults, importCycles, importFaults } from "../tools/lint/import-rules.ts";
import { readSourceFiles, sourceFile, type SourceFile } from "../tools/words/source-file.ts";

type Rule = (files: readonly SourceFile[]) => string[];

const root = fileURLToPath(new URL("..", import.meta.url));
const source = readSourceFiles(root, ["src"]);
const all = [...source, ...readSourceFiles(root, ["test", "tools"])];

describe("the code", () => {
  const rules: [says: string, rule: Rule, files: readonly SourceFile[]][] = [
    ["imports point downwards, and no wing imports another", importFaults, source],
    ["imports go in no circle", importCycles, source],
    ["the boot script needs no Lit", bootFaults, source],
    ["only platform touches the page around the flow", globalFaults, source],
    ["words are chosen when they are shown", messageFaults, source],
    ["registries are sorted", registryFaults, source],
    ["files are short and named after their topic", fileFaults, all],
  ];
  for (const [says, rule, files] of rules) {
    test(says, () => assert.deepEqual(rule(files), []));
  }
});

test("styles, blueprints and Python are short, too", () => {
  const long = readdirSync(`${root}src`, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(css|yaml|py)$/.test(name))
    .map((name) => [name, readFileSync(`${root}src/${name}`, "utf8").trimEnd().split("\n").length] as const)
    .filter(([, lines]) => lines > 250);
  assert.deepEqual(long, []);
});

describe("the rules let pass", () => {
  const fine: [path: string, text: string][] = [
    ["src/client/stages/a-stage.ts", 'import { b } from "../ui/b.ts"; import type { C } from "../../protocol/c.ts";'],
    ["src/client/stages/a/part.ts", 'import { b } from "./other-part.ts";'],
    ["src/client/stages/a-stage.ts", 'import { b } from "./a-stage.styles.ts";'],
    ["src/client/stages/registry.ts", 'const a = { "x-a": () => import("./a-stage.ts"), "x-b": 1 };'],
    ["src/client/platform/compatibility.ts", 'import "lit-html/polyfill-support.js";'],
    ["src/client/shell/a.ts", "document.body.append(options.navigator);"],
    ["src/client/flow/a.ts", "interface A { readonly location: string } const a = { location: b.location };"],
    ["src/client/ui/a.ts", "export const a = () => msg('a'); class B { c = msg('b'); d() { return msg('c'); } }"],
    ["src/server/http/a.ts", 'import { b } from "../engine/models/b.ts";'],
    ["src/server/stages/a-stage.ts", 'import { b } from "./password-backends.ts";'],
    ["src/server/demo/a.ts", 'import { b } from "../http/b.ts"; import { c } from "../services/c.ts";'],
    ["src/server/main.ts", 'import { b } from "./demo/b.ts";'],
    ["src/server/cli.ts", 'import { b } from "./services/b.ts";'],
    ["src/captcha-frame/a.ts", 'import { b } from "../protocol/b.ts";'],
    ["src/page/a.ts", 'import { b } from "../protocol/b.ts"; import { html } from "hono/html";'],
    ["src/server/http/a.ts", 'import { b } from "../../page/b.ts";'],
    ["src/server/store/a.ts", 'import { b } from "../../edge/b.ts";'],
    ["src/gateway/a.ts", 'import { b } from "../edge/b.ts"; import { c } from "../page/c.ts";'],
    ["src/edge/a.ts", 'import { b } from "../page/b.ts"; import { c } from "../protocol/c.ts";'],
    ["src/package/a.ts", 'import { b } from "../client/shell/b.ts"; import { html } from "lit";'],
  ];
  for (const [path, text] of fine) {
    test(`${path}: ${text}`, () => {
      const files = [sourceFile(path, text)];
      for (const rule of [importFaults, globalFaults, messageFaults, registryFaults, fileFaults]) {
        assert.deepEqual(rule(files), []);
      }
    });
  }
});

describe("the rules find", () => {
  const wrong: [rule: Rule, path: string, text: string, says: RegExp][] = [
    [importFaults, "src/client/ui/a.ts", 'import { b } from "../shell/b.ts";', /ui is below shell/],
    [importFaults, "src/client/ui/a.ts", 'import { b } from "../../package/b.ts";', /what others install/],
    [importFaults, "src/package/a.ts", 'import { b } from "../server/engine/b.ts";', /for browsers/],
    [importFaults, "src/client/platform/a.ts", 'import type { B } from "../ui/b.ts";', /platform is below ui/],
    [importFaults, "src/client/flow/a.ts", 'type B = import("../platform/b.ts").B;', /flow is below platform/],
    [importFaults, "src/client/flow/a.ts", 'const b = await import("../ui/b.ts");', /flow is below ui/],
    [importFaults, "src/client/flow/a.ts", 'export * from "../ui/b.ts";', /flow is below ui/],
    [
      importFaults,
      "src/client/platform/a.ts",
      'import type { LitElement } from "lit";',
      /platform knows nothing of Lit/,
    ],
    [importFaults, "src/client/main.ts", 'import { html } from "lit";', /comes before Lit/],
    [importFaults, "src/client/stages/a-stage.ts", 'import { B } from "./b-stage.ts";', /no other stage/],
    [importFaults, "src/client/stages/a-stage.ts", 'import { b } from "./b-stage.styles.ts";', /no other stage/],
    [importFaults, "src/client/stages/a/a.ts", 'import { B } from "../b/part.ts";', /no other stage/],
    [importFaults, "src/client/ui/a.ts", 'import { b } from "../../server/engine/b.ts";', /only src\/protocol/],
    [importFaults, "src/client/ui/a.ts", 'import { readFile } from "node:fs";', /no Node/],
    [importFaults, "src/server/http/a.ts", 'import { b } from "../../client/flow/b.ts";', /only src\/protocol/],
    [importFaults, "src/server/engine/models/a.ts", 'import { b } from "../../http/b.ts";', /engine is below http/],
    [importFaults, "src/server/store/a.ts", 'import type { B } from "../engine/b.ts";', /store is below engine/],
    [importFaults, "src/server/stages/a-stage.ts", 'import { b } from "./b-stage.ts";', /no other stage/],
    [importFaults, "src/server/http/a.ts", 'import { b } from "../demo/b.ts";', /http is below demo/],
    [importFaults, "src/server/services/a.ts", 'import { b } from "../http/b.ts";', /services is below http/],
    [importFaults, "src/server/cli.ts", 'import { b } from "./http/b.ts";', /command line needs no HTTP/],
    [importFaults, "src/server/http/a.ts", 'import { b } from "../main.ts";', /composition root/],
    [importFaults, "src/server/http/a.ts", 'import { b } from "../configuration.ts";', /http is below main/],
    [importFaults, "src/protocol/a.ts", 'import { b } from "../client/flow/b.ts";', /ground floor/],
    [importFaults, "src/page/a.ts", 'import { b } from "../server/http/b.ts";', /src\/protocol alone/],
    [importFaults, "src/page/a.ts", 'import { b } from "../client/flow/b.ts";', /src\/protocol alone/],
    [importFaults, "src/page/a.ts", 'import { randomBytes } from "node:crypto";', /nor Node/],
    [importFaults, "src/page/a.ts", 'import { Hono } from "hono";', /no other package/],
    [importFaults, "src/client/ui/a.ts", 'import { b } from "../../page/b.ts";', /only src\/protocol/],
    [importFaults, "src/server/engine/a.ts", 'import { b } from "../../page/b.ts";', /makes no pages/],
    [importFaults, "src/gateway/a.ts", 'import { b } from "../server/store/b.ts";', /no executor and no database/],
    [importFaults, "src/gateway/a.ts", 'import { b } from "../client/flow/b.ts";', /no executor and no database/],
    [importFaults, "src/gateway/a.ts", 'import { html } from "lit";', /renders without Lit/],
    [importFaults, "src/gateway/a.ts", 'import Database from "libsql";', /keeps nothing/],
    [importFaults, "src/server/http/a.ts", 'import { b } from "../../gateway/b.ts";', /only src\/protocol/],
    [importFaults, "src/edge/a.ts", 'import { b } from "../server/http/b.ts";', /servers have in common/],
    [importFaults, "src/edge/a.ts", 'import { b } from "../gateway/b.ts";', /servers have in common/],
    [importFaults, "src/captcha-frame/a.ts", 'import { b } from "../client/flow/b.ts";', /runs apart/],
    [importFaults, "src/client/ui/a.ts", 'import { b } from "../../captcha-frame/b.ts";', /runs apart/],
    [importFaults, "src/captcha-frame/a.ts", 'import { b } from "lit";', /no package/],
    [importFaults, "src/protocol/a.ts", 'import { parse } from "yaml";', /no package/],
    [importFaults, "src/server/http/a.ts", 'import { b } from "../../../tools/b.ts";', /needs none/],
    [globalFaults, "src/client/flow/a.ts", "const a = document.title;", /uses document:/],
    [globalFaults, "src/client/flow/a.ts", "const a = { window };", /uses window:/],
    [globalFaults, "src/client/ui/a.ts", "location.assign(to);", /uses location:/],
    [globalFaults, "src/client/stages/a.ts", "const a = window.localStorage;", /uses localStorage:/],
    [
      globalFaults,
      "src/client/shell/a.ts",
      "const { language } = navigator; document.cookie = '';",
      /uses document\.cookie:/,
    ],
    [messageFaults, "src/client/ui/a.ts", "\nconst a = [msg('b')];", /a\.ts:2 calls msg\(\) at import time/],
    [messageFaults, "src/client/ui/a.ts", "class A { static b = msg('b'); }", /at import time/],
    [registryFaults, "src/client/stages/registry.ts", 'const a = { "x-b": 1, "x-a": 2 };', /"x-a" comes too late/],
    [fileFaults, "src/client/ui/utils.ts", "", /name it after/],
    [fileFaults, "src/client/ui/a.ts", "a;\n".repeat(251), /251 lines/],
  ];
  for (const [rule, path, text, says] of wrong) {
    test(`${path}: ${text.trim().replaceAll(/\s+/g, " ").slice(0, 80)}`, () =>
      assert.match(rule([sourceFile(path, text)]).join("\n"), says));
  }

  test("a circle, but none of types alone", () => {
    const circle = (kind: string): string[] =>
      importCycles([
        sourceFile("src/client/ui/a.ts", 'import { b } from "./b.ts";'),
        sourceFile("src/client/ui/b.ts", 'import { c } from "./c.ts";'),
        sourceFile("src/client/ui/c.ts", `import ${kind} { a } from "./a.ts";`),
      ]);
    assert.match(
      circle("").join("\n"),
      /a\.ts → src\/client\/ui\/b\.ts → src\/client\/ui\/c\.ts → src\/client\/ui\/a\.ts/,
    );
    assert.deepEqual(circle("type"), []);
  });

  test("Lit behind the boot script, but not what it imports on demand", () => {
    const boot = (statement: string): string[] =>
      bootFaults([
        sourceFile("src/client/main.ts", statement),
        sourceFile("src/client/ui/b.ts", 'import { c } from "./c.ts";'),
        sourceFile("src/client/ui/c.ts", 'import { LitElement } from "lit";'),
      ]);
    assert.match(boot('import { b } from "./ui/b.ts";').join("\n"), /ui\/c\.ts imports lit/);
    assert.deepEqual(boot('await import("./ui/b.ts");'), []);
  });
});
