import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, it } from "node:test";
import { PythonThread } from "../../../src/server/python/python-thread.ts";

const folder = mkdtempSync(join(tmpdir(), "snapshots-"));
after(() => rmSync(folder, { recursive: true, force: true }));

async function faultOf(source: string): Promise<string> {
  const text = JSON.stringify([{ source, kind: "policy" }]);
  const thread = new PythonThread(folder);
  try {
    return await thread.run({ kind: "examine", text }, 60_000, () => Promise.resolve("{}"));
  } finally {
    thread.stop();
  }
}

function onlyFile(): string {
  const [name, ...others] = readdirSync(folder);
  assert.ok(name !== undefined && others.length === 0, "one file is kept");
  return join(folder, name);
}

it("Python starts from what the first start has left, and makes it anew where it is damaged", async () => {
  assert.match(await faultOf("return ("), /invalid syntax|never closed/);
  const file = onlyFile();
  const { mtimeMs, mode } = statSync(file);
  assert.equal(mode & 0o077, 0, "only the server reads it");

  assert.match(await faultOf("return 1"), /"fault": null/);
  assert.equal(statSync(onlyFile()).mtimeMs, mtimeMs, "it was used");

  const bytes = readFileSync(file);
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
  writeFileSync(file, bytes);
  assert.match(await faultOf("return ("), /invalid syntax|never closed/);
  assert.ok(statSync(onlyFile()).mtimeMs > mtimeMs, "another one was made");
  assert.match(await faultOf("return 1"), /"fault": null/);
});
