/** What is compiled from `src/locales` is not kept in Git: whatever needs it makes it first. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const compiled = "src/protocol/locales/compiled";
const copy = mkdtempSync(join(tmpdir(), "fresh-copy-"));
after(() => rmSync(copy, { recursive: true }));
for (const path of [
  "src",
  "tools",
  "public",
  ".config",
  "index.html",
  "package.json",
  "tsconfig.json",
  "vite.config.ts",
])
  cpSync(join(root, path), join(copy, path), { recursive: true });
symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));

/** Runs a script of `package.json` where nothing has been compiled. */
function script(...args: readonly string[]): { status: number | null; said: string } {
  rmSync(join(copy, compiled), { recursive: true, force: true });
  const { status, stdout, stderr } = spawnSync("npm", ["run", "-s", ...args], { cwd: copy, encoding: "utf8" });
  return { status, said: stdout + stderr };
}

test("the build, which the start begins with, works in a fresh clone", () => {
  assert.deepEqual(script("build"), { status: 0, said: "" });
  assert.ok(existsSync(join(copy, "dist/client/index.html")));
});

test("so does the command line", () => {
  const { status, said } = script("flows");
  assert.equal(status, 2);
  assert.match(said, /^Usage:/);
});

test("scripts that run sources with words in them compile those first", () => {
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    scripts: Record<string, string>;
  };
  for (const name of ["dev", "typecheck", "lint", "bench", "gallery", "flows"])
    assert.match(scripts[name] ?? "", /^npm run -s compile && /, name);
});
