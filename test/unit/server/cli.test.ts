import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { runCommand } from "../../../src/server/command-line.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

const cli = fileURLToPath(new URL("../../../src/server/cli.ts", import.meta.url));

interface Ran {
  readonly status: number | null;
  readonly out: string;
  readonly error: string;
}

function commands(t: TestContext): { folder: string; run: (...args: string[]) => Promise<Ran> } {
  const folder = temporaryFolder(t);
  const env = { DATA_DIR: join(folder, "data") };
  return {
    folder,
    async run(...args) {
      let [out, error] = ["", ""];
      const status = await runCommand(args, {
        stdout: { write: (text) => (out += text) },
        stderr: { write: (text) => (error += text) },
        env,
      });
      return { status, out, error };
    },
  };
}

test("flows are checked, planned, imported and exported from the command line", async (t) => {
  const { folder, run } = commands(t);
  const file = join(folder, "flow.yaml");
  const flow = (title: string): string =>
    `version: 1\nentries:\n  - { model: authentik_flows.flow, identifiers: { slug: a }, attrs: { name: A, title: ${title}, designation: recovery } }\n`;
  writeFileSync(file, flow("A"));
  assert.equal((await run("check", file)).out, `${file}: can be imported.\n`);
  assert.match((await run("plan", file)).out, /^line 3: Flow “a”: will be created\n1 will be created\.\n/);
  assert.equal(existsSync(join(folder, "data")), false, "whoever only looks leaves nothing behind");
  assert.equal((await run("export", "a")).status, 1);
  assert.match((await run("import", file)).out, /^line 3: Flow “a”: created\n1 created\.\n.*imported\.\n$/);
  assert.match((await run("plan", file)).out, /^line 3: Flow “a”: stays as it is\n1 unchanged\.\n/);
  writeFileSync(file, flow("B"));
  assert.match((await run("plan", file)).out, /^line 3: Flow “a”: will change: title\n/);
  assert.match((await run("export", "a")).out, /^ {6}slug: a$/m);
  writeFileSync(file, "version: 1\nentries: [{ model: nothing.here, identifiers: { a: b } }, { model: nor.this }]");
  const failed = await run("check", file);
  assert.equal(failed.status, 1);
  assert.match(failed.error, /^error: flow\.yaml, line 2: entry 1 \(nothing\.here\).*\nerror: .*entry 2 \(nor\.this\)/);
  const policy = "model: authentik_policies_expression.expressionpolicy, identifiers: { name: p }";
  writeFileSync(file, `version: 1\nentries: [{ ${policy}, attrs: { expression: "return (" } }]`);
  assert.match((await run("check", file)).error, /Expression Syntax Error/);
  assert.equal((await run("import", join(folder, "missing.yaml"))).status, 1);
  for (const args of [[], ["plan"], ["export", "a", "--flows-only"], ["draw", "a", "--nothing"], ["plan", "a", "b"]])
    assert.equal((await run(...args)).status, 2, args.join(" "));
});

test("what is no part of a flow is left out where one asks for it", async (t) => {
  const { folder, run } = commands(t);
  const file = join(folder, "flow.yaml");
  const binding = "model: authentik_policies.policybinding";
  writeFileSync(
    file,
    `version: 1
entries:
  - { model: authentik_flows.flow, id: flow, identifiers: { slug: a }, attrs: { name: A, title: A, designation: recovery } }
  - { model: authentik_core.application, id: app, identifiers: { slug: app }, attrs: { name: App } }
  - { model: authentik_core.group, id: group, identifiers: { name: authentik Admins } }
  - { model: authentik_core.group, id: other, identifiers: { name: Others } }
  - { ${binding}, identifiers: { target: !KeyOf app, group: !KeyOf other, order: 0 } }
  - { ${binding}, identifiers: { target: !KeyOf flow, group: !KeyOf group, order: 0 } }
`,
  );
  const whole = await run("plan", file);
  assert.equal(whole.status, 1);
  assert.match(whole.error, /line 4: .*belongs to applications.*\nWith --flows-only/);
  assert.equal(
    (await run("plan", file, "--flows-only")).out,
    `line 3: Flow “a”: will be created
line 4: authentik_core.application “app”: left out
line 5: Group “authentik Admins”: left out
line 6: Group “Others”: left out
line 7: Policy binding: left out
line 8: Policy binding “authentik Admins → a”: will be created
2 will be created, 4 left out.
${file}: can be imported.
`,
  );
  writeFileSync(
    file,
    `version: 1
entries:
  - { model: authentik_flows.flow, id: flow, identifiers: { slug: a }, attrs: { name: A, title: A, designation: recovery } }
  - { model: authentik_core.group, id: group, identifiers: { name: Nobody } }
  - { ${binding}, identifiers: { target: !KeyOf flow, group: !KeyOf group, order: 0 } }
  - { model: authentik_stages_mtls.mutualtlsstage, identifiers: { name: a } }
`,
  );
  const open = await run("check", file, "--flows-only");
  assert.match(open.error, /line 5: !KeyOf: the entry `group` is left out/, "a flow is not left open to everybody");
  assert.match(open.error, /line 6: .*enterprise/, "nor without a stage");
});

test("a flow of a file is drawn, whatever it is called", async (t) => {
  const { folder, run } = commands(t);
  const file = join(folder, "flow.yaml");
  const flow = (slug: string, name: string): string =>
    `  - { model: authentik_flows.flow, identifiers: { slug: ${slug} }, attrs: { name: ${JSON.stringify(name)}, title: A, designation: recovery } }\n`;
  writeFileSync(file, `version: 1\nentries:\n${flow("a", '"]</text><script>\u0007&')}${flow("b", "B")}`);
  const drawing = await run("draw", file, "a");
  assert.deepEqual([drawing.status, drawing.error], [0, ""]);
  assert.match(drawing.out, /^<svg class="diagram" xmlns="http:\/\/www\.w3\.org\/2000\/svg" .*>\n<style>/);
  assert.match(drawing.out, /&quot;\]&lt;\/text&gt;&lt;script&gt;\uFFFD&amp;/);
  assert.equal(drawing.out.includes("<script") || drawing.out.includes("\u0007"), false);
  const text = await run("draw", file, "a", "--text");
  assert.match(text.out, /^graph TD\n[^]*#quot;\]<\/text><script>\uFFFD&/);
  assert.match((await run("draw", file)).error, /Name one of its flows: a, b\.\n$/);
  assert.equal((await run("draw", file, "c")).status, 1);
});

test("the command line is a program", (t) => {
  const env = { ...process.env, DATA_DIR: join(temporaryFolder(t), "data") };
  const { status, stderr } = spawnSync(process.execPath, ["--import", "tsx", cli, "export", "none"], { env });
  assert.deepEqual([status, stderr.toString()], [1, "There is no flow with the slug none.\n"]);
});
