import assert from "node:assert/strict";
import { pbkdf2Sync } from "node:crypto";
import { test } from "node:test";
import { PasswordVerifier } from "../../../src/server/engine/password-verifier.ts";
import { mostIterations } from "../../../src/server/store/improve-hash.ts";
import { hashPassword } from "../../../src/server/store/password-hash.ts";
import { derivePbkdf2 } from "../../../src/server/store/pbkdf2-hash.ts";
import { TestBrowser, testApp } from "./support/test-app.ts";
import { emptyStore, loadText, said } from "./support/loaded-files.ts";

const people = (...names: string[]): string =>
  names
    .map(
      (name) =>
        `  - { model: authentik_core.user, id: ${name}, identifiers: { username: ${name} }, attrs: { name: ${name} } }\n`,
    )
    .join("");

test("a group has the people that a file names, and loses those it names no longer", (t) => {
  const store = emptyStore(t);
  const group = (users: string): string =>
    `version: 1\nentries:\n${people("a", "b", "c")}  - { model: authentik_core.group, identifiers: { name: g }, attrs: { ${users} } }\n`;
  const members = (): string[] => {
    const pk = store.objects.list("authentik_core.group")[0]?.pk ?? "";
    return store.users
      .list()
      .filter((user) => store.users.groupsOf(user.pk).includes(pk))
      .map(({ username }) => username);
  };
  const cases: [string, string[]][] = [
    ["users: [!KeyOf a, !KeyOf b]", ["a", "b"]],
    ["users: [!KeyOf b, !KeyOf c]", ["b", "c"]],
    ["is_superuser: true", ["b", "c"]],
    ["users: [!Find [authentik_core.user, [username, a]]]", ["a"]],
    ["users: []", []],
  ];
  for (const [text, expected] of cases) {
    const result = loadText(store, group(text));
    assert.ok(result.success, said(result));
    assert.deepEqual(members(), expected, text);
  }
  assert.ok(!loadText(store, group("users: [4711]")).success);
  assert.ok(!loadText(store, group("users: nobody")).success);
});

test("what is said of roles and other things that are not here is looked at and left out", (t) => {
  const store = emptyStore(t);
  const role = "roles: [!Find [authentik_rbac.role, [name, x]], 11111111-1111-4111-8111-111111111111]";
  const text = `version: 1
entries:
  - { model: authentik_core.group, identifiers: { name: g }, attrs: { ${role} } }
  - { model: authentik_core.user, identifiers: { username: u }, attrs: { name: U, ${role}, last_login: null } }
  - { model: authentik_brands.brand, identifiers: { domain: d }, attrs: { web_certificate: null, default_application: null, client_certificates: [] } }
`;
  const result = loadText(store, text);
  assert.ok(result.success, said(result));
  assert.ok(!("roles" in (store.objects.list("authentik_core.group")[0]?.data ?? {})));
  assert.ok(!loadText(store, text.replace(role, "roles: all")).success);
});

test("no password leaves things as they are, and hashes are taken as authentik prints them", async (t) => {
  const store = emptyStore(t);
  const passwords = new PasswordVerifier();
  const user = (attrs: string): string =>
    `version: 1\nentries:\n  - { model: authentik_core.user, identifiers: { username: u }, attrs: { name: U, email: u@x.example, ${attrs} } }\n`;
  const hash = (): string | null => store.users.passwordHash(store.users.findByUsername("u")?.pk ?? 0);
  assert.ok(loadText(store, user("password: null")).success);
  assert.equal(hash(), null);
  assert.ok(loadText(store, user("password: first-one")).success);
  const first = hash();
  assert.ok(loadText(store, user("password: null, password_hash: null")).success);
  assert.equal(hash(), first);
  const pbkdf2 = pbkdf2Sync("second", "salt", 1000, 32, "sha256").toString("base64");
  const argon2 = `argon2${hashPassword("third")}`;
  for (const [text, password] of [
    [`pbkdf2_sha256$1000$salt$${pbkdf2}`, "second"],
    [argon2, "third"],
  ] as const) {
    const result = loadText(store, user(`password_hash: '${text}'`));
    assert.ok(result.success, said(result));
    assert.equal(await passwords.verify(hash(), password), true);
    assert.equal(await passwords.verify(hash(), `${password}?`), false);
  }
  for (const wrong of ["secret", "md5$a$b", `pbkdf2_sha256$99999999$salt$${pbkdf2}`, "pbkdf2_sha256$10$s$short"]) {
    assert.ok(!loadText(store, user(`password_hash: '${wrong}'`)).success, wrong);
  }
});

test("a wrong password costs the same whether there is an account, and whatever its hash came from", async (t) => {
  const store = emptyStore(t);
  const django = (iterations: number): string => {
    const hash = pbkdf2Sync("right", "salt", iterations, 32, "sha256").toString("base64");
    return `pbkdf2_sha256$${iterations}$salt$${hash}`;
  };
  let [argon2, iterations] = [0, 0];
  const passwords = new PasswordVerifier(() => mostIterations(store), {
    argon2: async (kept, password) => {
      argon2++;
      return kept === "own" && password === "right";
    },
    pbkdf2: async (password, salt, count, bytes) => {
      iterations += count;
      return derivePbkdf2(password, salt, count, bytes);
    },
  });
  const costs = async (kept: string | null, password: string): Promise<[boolean, number, number]> => {
    [argon2, iterations] = [0, 0];
    return [await passwords.attempt(kept, password), argon2, iterations];
  };
  assert.deepEqual(await costs(null, "wrong"), [false, 1, 0], "as before where no such hash is kept");
  for (const [name, count] of [
    ["a", 1000],
    ["b", 3000],
  ] as const) {
    const attrs = { name, email: `${name}@x.example`, password_hash: django(count) };
    const entry = JSON.stringify({ model: "authentik_core.user", identifiers: { username: name }, attrs });
    assert.ok(loadText(store, `version: 1\nentries:\n  - ${entry}\n`).success);
  }
  for (const kept of [null, "own", django(1000), django(3000)]) {
    assert.deepEqual(await costs(kept, "wrong"), [false, 1, 3000], String(kept));
  }
  assert.deepEqual(await costs("own", "right"), [true, 1, 0]);
  assert.deepEqual(await costs(django(1000), "right"), [true, 0, 1000]);
});

test("a hash from elsewhere is kept as ours once its password is known, and nobody is signed out by it", async (t) => {
  const app = testApp(t);
  const { users } = app.store;
  const pbkdf2 = pbkdf2Sync("second", "salt", 1000, 32, "sha256").toString("base64");
  const entry = `{ model: authentik_core.user, identifiers: { username: guest }, attrs: { name: G, password_hash: 'pbkdf2_sha256$1000$salt$${pbkdf2}' } }`;
  assert.ok(loadText(app.store, `version: 1\nentries:\n  - ${entry}\n`).success);
  const pk = users.findByUsername("guest")?.pk ?? 0;
  const first = new TestBrowser(app);
  const signIn = async (browser: TestBrowser): Promise<void> => {
    await browser.post("default-authentication-flow", { uid_field: "guest" });
    await browser.post("default-authentication-flow", { password: "second" });
  };
  await signIn(first);
  assert.match(users.passwordHash(pk) ?? "", /^\$argon2id\$/);
  assert.equal((await first.request("/if/user/")).status, 200);
  const kept = users.passwordHash(pk);
  await signIn(new TestBrowser(app));
  assert.equal(users.passwordHash(pk), kept);
  assert.equal((await first.request("/if/user/")).status, 200);
});

test("a provider of one company needs no addresses; others do", (t) => {
  const source = (type: string, more = ""): string =>
    `version: 1\nentries:\n  - { model: authentik_sources_oauth.oauthsource, identifiers: { slug: s }, attrs: { name: S, provider_type: ${type}, consumer_key: k, consumer_secret: s${more} } }\n`;
  for (const type of "apple azuread discord entraid facebook github gitlab google patreon reddit slack twitch twitter wechat".split(
    " ",
  )) {
    const result = loadText(emptyStore(t), source(type));
    assert.ok(result.success, said(result));
  }
  for (const type of ["openidconnect", "okta", "mailcow"]) {
    const result = loadText(emptyStore(t), source(type));
    assert.match(
      said(result),
      new RegExp(`authorization_url: This field is required for the provider type ${type}\\.`),
    );
    assert.ok(loadText(emptyStore(t), source(type, ", oidc_well_known_url: 'https://a.example/x'")).success);
  }
  assert.match(said(loadText(emptyStore(t), source("myspace"))), /"myspace" is not a valid choice/);
});
