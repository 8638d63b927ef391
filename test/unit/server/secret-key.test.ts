import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { readConfiguration } from "../../../src/server/configuration.ts";
import { openStore } from "../../../src/server/store/store.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

const mail = { kind: "email", recipient: "a@example.test", subject: "x", body: "a link", sent: 1 } as const;

/** Opens a store, writes something sealed, and closes it. */
function use(folder: string, key?: Uint8Array): void {
  const store = openStore(folder, key);
  store.outbox.add(mail);
  store.database.close();
}

test("the first start makes a key that nobody else can read, and later ones keep it", (t) => {
  const folder = temporaryFolder(t);
  use(folder);
  const path = join(folder, "secret.key");
  assert.equal(statSync(path).mode & 0o777, 0o600);
  const key = readFileSync(path, "utf8");
  assert.match(key, /^[0-9a-f]{64}\n$/);
  chmodSync(path, 0o644);
  const store = openStore(folder);
  assert.equal(store.outbox.list()[0]?.body, mail.body);
  store.database.close();
  assert.equal(readFileSync(path, "utf8"), key);
  assert.equal(statSync(path).mode & 0o777, 0o600);
});

test("a database whose key is missing, another's or damaged is not opened, and it is said why", (t) => {
  const folder = temporaryFolder(t);
  use(folder);
  const path = join(folder, "secret.key");
  const key = readFileSync(path, "utf8");
  rmSync(path);
  assert.throws(() => openStore(folder), {
    name: "StartupError",
    message: /secret\.key, .* is missing\. Put the file back/,
  });
  assert.equal(existsSync(path), false);
  writeFileSync(path, randomBytes(32).toString("hex"));
  assert.throws(() => openStore(folder), { name: "StartupError", message: /key does not fit the database/ });
  writeFileSync(path, "short");
  assert.throws(() => openStore(folder), {
    name: "StartupError",
    message: /is damaged: it has to be at least 32 bytes/,
  });
  writeFileSync(path, key);
  const store = openStore(folder);
  assert.equal(store.outbox.list()[0]?.body, mail.body);
  store.database.close();
});

test("a key that is given stands in place of the file, and has to be the same again", (t) => {
  const folder = temporaryFolder(t);
  const key = randomBytes(48);
  use(folder, key);
  assert.equal(existsSync(join(folder, "secret.key")), false);
  use(folder, key);
  assert.throws(() => openStore(folder, randomBytes(48)), { name: "StartupError", message: /does not fit/ });
  assert.throws(() => openStore(folder), { name: "StartupError", message: /is missing/ });
});

test("SECRET_KEY is hex or base64 of at least 32 bytes", () => {
  const key = randomBytes(32);
  const given = (text: string) => readConfiguration({ SECRET_KEY: text }).secretKey;
  for (const encoding of ["hex", "base64", "base64url"] as const) {
    assert.deepEqual(given(` ${key.toString(encoding)} `), key, encoding);
  }
  assert.equal(readConfiguration({}).secretKey, undefined);
  for (const wrong of [randomBytes(31).toString("hex"), "a password", "é".repeat(50)]) {
    assert.throws(
      () => given(wrong),
      (error: Error) => error.name === "StartupError" && !error.message.includes(wrong),
    );
  }
});

test("what the database may forget is overwritten", (t) => {
  const store = openStore(temporaryFolder(t));
  const { secure_delete } = store.database.row("PRAGMA secure_delete") as { secure_delete: number };
  assert.equal(secure_delete, 1);
  store.database.close();
});
