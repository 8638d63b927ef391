import assert from "node:assert/strict";
import { test } from "node:test";
import { Linter } from "eslint";
import { arrows } from "../../../tools/lint/arrows.ts";

/** What ESLint says about a file, each with its line. */
function lint(filename: string, code: string): string[] {
  const config: Linter.Config = {
    files: ["**/*.ts"],
    plugins: { own: { rules: { arrows } } },
    rules: { "own/arrows": "error" },
  };
  const found = new Linter({ cwd: process.cwd() }).verify(code, config, filename);
  return found.map(({ line, message }) => `${line}: ${message}`);
}

test("an editor shows an import that points upwards where it is written", () => {
  const code = 'import { a } from "./a.ts";\nimport { b } from "../shell/b.ts";\nexport const c = [a, b];\n';
  const [found, ...more] = lint("src/client/flow/c.ts", code);
  assert.match(found ?? "", /^2: src\/client\/shell\/b\.ts: flow is below shell/);
  assert.deepEqual(more, []);
});

test("an editor says nothing about imports that point downwards", () => {
  assert.deepEqual(lint("src/client/shell/c.ts", 'import { b } from "../flow/b.ts";\nexport const c = b;\n'), []);
});
