import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { temporaryFolder } from "./support/temporary-folder.ts";

const cli = fileURLToPath(new URL("../../../src/server/cli.ts", import.meta.url));

test("flows are checked, imported and exported from the command line", (t) => {
  const folder = temporaryFolder(t);
  const run = (...args: string[]): { status: number | null; out: string; error: string } => {
    const env = { ...process.env, DATA_DIR: join(folder, "data") };
    const { status, stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", cli, ...args], { env });
    return { status, out: stdout.toString(), error: stderr.toString() };
  };
  const file = join(folder, "flow.yaml");
  writeFileSync(
    file,
    "version: 1\nentries: [{ model: authentik_flows.flow, identifiers: { slug: a }, attrs: { name: A, title: A, designation: recovery } }]",
  );
  assert.equal(run("export", "a").status, 1);
  assert.deepEqual([run("check", file).status, run("export", "a").status], [0, 1]);
  assert.match(run("import", file).out, /authentik_flows\.flow created[^]*imported\.\n$/);
  assert.match(run("export", "a").out, /^ {6}slug: a$/m);
  writeFileSync(file, "version: 1\nentries: [{ model: nothing.here, identifiers: { a: b } }]");
  const failed = run("import", file);
  assert.equal(failed.status, 1);
  assert.match(failed.error, /flow\.yaml, line 2: entry 1 \(nothing\.here\)/);
  const policy = "model: authentik_policies_expression.expressionpolicy, identifiers: { name: p }";
  writeFileSync(file, `version: 1\nentries: [{ ${policy}, attrs: { expression: "return (" } }]`);
  assert.match(run("check", file).error, /Expression Syntax Error/);
  assert.equal(run("import", join(folder, "missing.yaml")).status, 1);
  assert.equal(run().status, 2);
});
