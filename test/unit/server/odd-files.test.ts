/** Files as administrators have them: from other editors, other years and other programs. Taken as authentik takes them, or refused with the line. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { runCommand } from "../../../src/server/command-line.ts";
import { emptyStore, loadText } from "./support/loaded-files.ts";
import { ordered, orders, plain, refused, taken, titled, titles } from "./support/odd-files.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

test("odd files are taken as authentik takes them", (t) => {
  const store = emptyStore(t);
  const read = (what: string, text: string, model: string, field: string): unknown => {
    let found: unknown;
    store.database.transaction(() => {
      const { success, remarks } = loadText(store, text);
      assert.ok(success, `${what}: ${remarks[0]?.event}`);
      found = store.objects.list(model).at(-1)?.data[field];
      for (const { pk } of store.objects.list(model)) store.objects.remove(pk);
    });
    return found;
  };
  for (const [written, means] of titles) {
    assert.equal(read(written, titled(written), "authentik_flows.flow", "title"), means, written);
  }
  for (const [what, text] of Object.entries(taken)) {
    assert.equal(read(what, text, "authentik_flows.flow", "title"), "A", what);
  }
  for (const [written, means] of orders) {
    if (typeof means === "number") {
      assert.equal(read(written, ordered(written), "authentik_stages_prompt.prompt", "order"), means, written);
    } else assert.match(loadText(store, ordered(written)).remarks[0]?.event ?? "", means, written);
  }
});

test("numbers that stand for names find what they named before", (t) => {
  const store = emptyStore(t);
  for (const name of ["1.0", "2024", "&n 3.50", "1.0e+3"]) {
    const text = `version: 1\nentries:\n  - { model: authentik_stages_dummy.dummystage, identifiers: { name: ${name} } }\n`;
    const outcomes = [loadText(store, text), loadText(store, text)].map(({ applied }) => applied[0]?.outcome);
    assert.deepEqual(outcomes, ["created", "unchanged"], name);
  }
  const names = store.objects.list("authentik_stages_dummy.dummystage").map(({ data }) => data.name);
  assert.deepEqual(names.sort(), ["1.0", "1000.0", "2024", "3.5"]);
});

test("what cannot be taken is refused with its line, and nothing has changed", (t) => {
  const store = emptyStore(t);
  for (const [what, text, line, says] of refused) {
    const { success, remarks, applied } = loadText(store, text);
    assert.deepEqual([success, applied.length, remarks[0]?.attributes.line], [false, 0, line], what);
    assert.match(remarks[0]?.event ?? "", says, what);
  }
  assert.equal(store.objects.list("authentik_flows.flow").length, 0);
});

test("other encodings are read where they say what they are, and else refused with the line", async (t) => {
  const folder = temporaryFolder(t);
  const check = async (bytes: Uint8Array): Promise<string> => {
    const file = join(folder, "f.yaml");
    writeFileSync(file, bytes);
    let said = "";
    const stream = { write: (text: string) => (said += text) };
    await runCommand(["check", file], { stdout: stream, stderr: stream, env: { DATA_DIR: join(folder, "data") } });
    return said;
  };
  const little = Buffer.from(`\uFEFF${titled("Grüße")}`, "utf16le");
  const latin = Buffer.from(titled("Gr\u00fc\u00dfe"), "latin1");
  for (const [bytes, says] of [
    [little, /can be imported/],
    [Buffer.from(little).swap16(), /can be imported/],
    [Buffer.from(`\uFEFF${plain}`), /can be imported/],
    [Buffer.from(plain.replaceAll("\n", "\r")), /can be imported/],
    [latin, /^error: f\.yaml, line 8: This is not UTF-8\. Save the file as UTF-8\.\nNothing was changed\.\n$/],
    [Buffer.from([0x89, 0x50, 0x4e, 0x47]), /line 1: This is not UTF-8/],
    [Buffer.from("\0\0"), /line 1: This is no text\./],
  ] as const) {
    assert.match(await check(bytes), says);
  }
});
