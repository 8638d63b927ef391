import assert from "node:assert/strict";
import { pbkdf2Sync } from "node:crypto";
import { test } from "node:test";
import { Limiter } from "../../../src/server/engine/limiter.ts";
import { limits } from "../../../src/server/engine/limits.ts";
import { PasswordVerifier } from "../../../src/server/engine/password-verifier.ts";
import { authenticate, inbuiltBackend } from "../../../src/server/stages/password-backends.ts";
import { mostIterations } from "../../../src/server/store/improve-hash.ts";
import { emptyStore, loadText } from "./support/loaded-files.ts";

const right = "correct horse";

test("who is refused costs the same work, whatever the account is like and whether the password was right", async (t) => {
  const store = emptyStore(t);
  const django = (iterations: number): string =>
    `pbkdf2_sha256$${iterations}$salt$${pbkdf2Sync(right, "salt", iterations, 32, "sha256").toString("base64")}`;
  const accounts = {
    own: `password: ${right}`,
    django: `password_hash: '${django(1000)}'`,
    slowest: `password_hash: '${django(3000)}'`,
    inactive: `password: ${right}, is_active: false`,
    "inactive-django": `password_hash: '${django(2000)}', is_active: false`,
    "without-password": "is_active: true",
    held: `password: ${right}`,
  };
  const entries = Object.entries(accounts).map(
    ([name, attrs]) =>
      `  - { model: authentik_core.user, identifiers: { username: ${name} }, attrs: { name: N, ${attrs} } }`,
  );
  assert.ok(loadText(store, `version: 1\nentries:\n${entries.join("\n")}\n`).success);
  // Each Argon2 with its cost (memory, passes, lanes), as the hash says it.
  let work = { argon2: [] as (string | undefined)[], iterations: 0 };
  const passwords = new PasswordVerifier(() => mostIterations(store), {
    argon2: async (kept, password) => {
      work.argon2.push(kept.split("$")[3]);
      return password === right;
    },
    pbkdf2: async (password, salt, count, bytes) => {
      work.iterations += count;
      return pbkdf2Sync(password, salt, count, bytes, "sha256");
    },
  });
  const limiter = new Limiter(store.counters);
  const held = store.users.findByUsername("held");
  for (let tries = 0; tries < limits["password-account"].max; tries++) {
    limiter.add([["password-account", String(held?.pk)]], Date.now());
  }
  const cost = async (name: string, password: string, backends = [inbuiltBackend]): Promise<object> => {
    work = { argon2: [], iterations: 0 };
    const user = store.users.findByUsername(name);
    const request = { clientNetwork: name, deviceUid: "", now: Date.now() };
    const { user: known } = await authenticate({ store, passwords, limiter }, request, {
      typed: name,
      user,
      password,
      backends,
    });
    return { in: known?.username ?? null, ...work };
  };
  const argon2 = ["m=19456,t=2,p=1"];
  const refused = { in: null, argon2, iterations: 3000 };
  for (const name of [...Object.keys(accounts), "nobody"]) {
    assert.deepEqual(await cost(name, "wrong"), refused, `${name}, wrong`);
    assert.deepEqual(await cost(name, right, []), refused, `${name}, by a backend that knows nobody`);
  }
  for (const name of ["inactive", "inactive-django", "without-password", "held", "nobody"]) {
    assert.deepEqual(await cost(name, right), refused, `${name}, right`);
  }
  assert.deepEqual(await cost("own", right), { in: "own", argon2, iterations: 0 });
});
