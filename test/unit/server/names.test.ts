import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { FlowApp } from "../../../src/server/http/create-app.ts";
import { NameTakenError } from "../../../src/server/store/name-taken-error.ts";
import { normalName } from "../../../src/server/store/normal-name.ts";
import { openStore } from "../../../src/server/store/store.ts";
import type { UserDraft } from "../../../src/server/store/user-store.ts";
import { addDetailsForm, details } from "./support/address-form.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";
import { addBlueprint, demoPassword, expectChallenge, testApp, TestBrowser } from "./support/test-app.ts";

const enrolment = "account-sign-up";
const signIn = "default-authentication-flow";
const notSaved =
  "These data could not be saved, because name or address belong to an account already. If it is yours, sign in to it or reset its password.";

function draft(username: string, email = "", more: Partial<UserDraft> = {}): UserDraft {
  return { username, name: "", email, is_active: true, type: "internal", path: "users", attributes: {}, ...more };
}

/** What is said at the name, or the step that follows. */
async function enrol(app: FlowApp, username: string, email: string): Promise<string> {
  const password = "x9-lovelace";
  const form = { username, name: "", email, password, password_repeat: password };
  const answer = await new TestBrowser(app).post(enrolment, form);
  if (answer.component === "ak-stage-access-denied") return String(answer.error_message);
  if (answer.component !== "ak-stage-prompt") return answer.component;
  return Object.entries(answer.response_errors ?? {})
    .map(([field, errors]) => `${field}: ${errors[0]?.string}`)
    .join();
}

describe("the normal form", () => {
  test("is one for spellings that are the same to people", () => {
    const same = [
      ["admin", "ADMIN", " Admin ", "ａｄｍｉｎ", "ad\u00admin", "admin\u200b", "\u2060admin"],
      ["strasse", "straße", "STRASSE", "ﬆrasse".replace("ﬆ", "st")],
      ["σασ", "ΣΑΣ", "σας"],
      ["jos\u00e9", "jose\u0301", "JOSÉ"],
      ["post@exämple.de", "Post@EXÄMPLE.de", "post@xn--exmple-cua.de"],
    ];
    for (const [first = "", ...others] of same) {
      for (const other of others) assert.equal(normalName(other), normalName(first), other);
    }
  });

  test("keeps apart what is not", () => {
    const different = ["a@b", "a@b:80", "a@b/c", "a@b?c", "a.b@c", "ab@c", "a", "á", "ø", "o"];
    assert.equal(new Set(different.map(normalName)).size, different.length);
  });

  test("is a normal form, of every character there is", () => {
    for (let code = 0; code < 0x11_0000; code += code === 0xd7ff ? 0x801 : 1) {
      const name = `a${String.fromCodePoint(code)}b`;
      const normal = normalName(name);
      if (normalName(normal) !== normal || normalName(name.toUpperCase()) !== normal) assert.fail(code.toString(16));
    }
  });
});

describe("signing up", () => {
  test("a name that only looks new is refused at its field", async (t) => {
    const app = testApp(t);
    const cases: [name: string, says: RegExp][] = [
      ["ADMIN", /^username: Username is already taken\.$/],
      ["ａdmin", /^username: Username is already taken\.$/],
      ["admin\u200b", /^username: The name has invisible characters\. Type it again\.$/],
      ["x\u202ex", /^username: The name has invisible characters/],
      ["\u0430dmin", /^username: The name has letters of alphabets that can be mistaken for each other/],
      ["αdmin", /^username: The name has letters of alphabets/],
    ];
    for (const [name, says] of cases) assert.match(await enrol(app, name, "new@example.com"), says);
  });

  test("names in one alphabet, or in those that belong together, are taken", async (t) => {
    const app = testApp(t);
    for (const [index, name] of ["müller", "Ёлка", "東京tower", "שלום", "o'neill-3"].entries()) {
      assert.equal(await enrol(app, name, `n${index}@example.com`), "ak-stage-email", name);
    }
  });

  test("another's address cannot be a name, and one's own can", async (t) => {
    const app = testApp(t);
    const notOwn = "username: A name with @ has to be your own email address.";
    assert.equal(await enrol(app, "user@example.test", "new@example.com"), notOwn);
    assert.equal(await enrol(app, "someone@else.test", "new@example.com"), notOwn);
    assert.equal(await enrol(app, "New@example.com", "new@example.com"), "ak-stage-email");
  });

  test("an address that is taken is not told at its field; nothing is written, and the reason names neither", async (t) => {
    const app = testApp(t);
    for (const email of ["user@example.test", "USER@Example.test"])
      assert.equal(await enrol(app, "ada", email), notSaved);
    assert.equal(app.store.users.findByUsername("ada"), undefined);
  });

  test("a name from a form that does not ask for one is looked at as well", async (t) => {
    const app = testApp(t);
    addBlueprint(
      app,
      `  - { model: authentik_flows.flow, id: flow, identifiers: { slug: hidden }, attrs: { name: x, title: x, designation: enrollment } }
  - { model: authentik_stages_prompt.prompt, id: p, identifiers: { name: hidden-p }, attrs: { field_key: username, label: L, type: hidden, placeholder: "\u0430dmin" } }
  - { model: authentik_stages_prompt.promptstage, id: s, identifiers: { name: hidden-s }, attrs: { fields: [!KeyOf p] } }
  - { model: authentik_stages_user_write.userwritestage, id: w, identifiers: { name: hidden-w }, attrs: { user_creation_mode: always_create } }
  - { model: authentik_flows.flowstagebinding, identifiers: { target: !KeyOf flow, stage: !KeyOf s, order: 0 } }
  - { model: authentik_flows.flowstagebinding, identifiers: { target: !KeyOf flow, stage: !KeyOf w, order: 1 } }`,
    );
    const denied = expectChallenge(await new TestBrowser(app).post("hidden", {}), "ak-stage-access-denied");
    assert.match(denied.error_message ?? "", /alphabets that can be mistaken/);
  });
});

test("whoever renames themselves to another's address is refused, and the other still signs in by it", async (t) => {
  const app = testApp(t);
  const browser = new TestBrowser(app);
  addDetailsForm(app);
  await browser.signIn("user");
  const form = { username: "admin@example.test", name: "", email: "user@example.test" };
  const answer = expectChallenge(await browser.post(details, form), "ak-stage-prompt");
  assert.equal(answer.response_errors?.username?.[0]?.string, "A name with @ has to be your own email address.");
  const taken = { ...form, username: "user", email: "admin@example.test" };
  await browser.post(details, taken);
  const denied = await browser.post(details, { password: demoPassword });
  assert.equal(expectChallenge(denied, "ak-stage-access-denied").error_message, notSaved);
  const other = new TestBrowser(app);
  await other.post(signIn, { uid_field: "admin@example.test" });
  assert.equal((await other.post(signIn, { password: demoPassword })).component, "xak-flow-redirect");
});

test("people sign in with any spelling of their name", async (t) => {
  const app = testApp(t);
  for (const uid of ["USER", "ｕser", " us\u200ber ", "User@EXAMPLE.test"]) {
    const browser = new TestBrowser(app);
    await browser.post(signIn, { uid_field: uid });
    assert.equal((await browser.post(signIn, { password: demoPassword })).component, "xak-flow-redirect", uid);
  }
});

test("the store itself lets no two accounts answer to one name or address, at insert and update", (t) => {
  const store = openStore(temporaryFolder(t));
  const { users } = store;
  const ada = users.insert(draft("ada", "ada@example.test", { attributes: { upn: "ada@corp.test" } }), 0);
  const field = (name: string) => (error: unknown) => error instanceof NameTakenError && error.field === name;
  assert.throws(() => users.insert(draft("ADA"), 0), field("username"));
  assert.throws(() => users.insert(draft("Ada@example.test"), 0), field("username"));
  assert.throws(() => users.insert(draft("bob", "ADA@example.test"), 0), field("email"));
  assert.throws(() => users.insert(draft("bob", "ada@corp.test"), 0), field("email"));
  assert.throws(() => users.insert(draft("bob", "", { attributes: { upn: "ada" } }), 0), field("upn"));
  const bob = users.insert(draft("bob"), 0);
  users.insert(draft("carol"), 0);
  assert.throws(() => users.update({ ...bob, username: "ada@example.test" }), field("username"));
  assert.throws(() => users.update({ ...bob, email: "ada@example.test" }), field("email"));
  users.update({ ...ada, username: "Ada", email: "ada@example.test", name: "Ada" });
  assert.equal(users.get(ada.pk)?.username, "Ada");
  store.database.close();
});

test("where two accounts of an older database answer to one name, nobody signs in with it, and the log says so", async (t) => {
  const logged: string[] = [];
  const app = testApp(t, { log: (level, text) => void logged.push(`${level} ${text}`) });
  const twin = app.store.users.insert(draft("twin"), 0);
  app.store.database.run("UPDATE users SET username = 'USER', username_folded = 'user' WHERE pk = ?", twin.pk);
  const browser = new TestBrowser(app);
  await browser.post(signIn, { uid_field: "user" });
  const answer = expectChallenge(await browser.post(signIn, { password: demoPassword }), "ak-stage-password");
  assert.equal(answer.response_errors?.password?.[0]?.string, "Invalid password");
  assert.ok(
    logged.some((line) => line.startsWith("warning Several accounts answer to one name") && line.includes(twin.uid)),
  );
  // What is not their names can still be changed.
  app.store.users.update({ ...twin, username: "USER", name: "Twin" });
  assert.equal(app.store.users.get(twin.pk)?.name, "Twin");
});

test("an older database is brought into the normal form once", (t) => {
  const folder = temporaryFolder(t);
  const before = openStore(folder);
  const { pk } = before.users.insert(draft("Straße", "post@exämple.de"), 0);
  before.database.run("UPDATE users SET username_folded = 'straße', email_folded = 'post@exämple.de' WHERE pk = ?", pk);
  before.database.run("DELETE FROM settings WHERE name = 'names-normalised-1'");
  before.database.close();
  const store = openStore(folder);
  assert.equal(store.users.findByFields(["username"], "STRASSE", true)?.pk, pk);
  assert.equal(store.users.findByFields(["email"], "post@xn--exmple-cua.de", true)?.pk, pk);
  store.database.close();
});

test("a blueprint that gives somebody another's name or address is refused", (t) => {
  const app = testApp(t);
  const entry = (attrs: string): string =>
    `  - { model: authentik_core.user, identifiers: { username: eve }, attrs: { name: Eve, ${attrs} } }`;
  assert.throws(() => addBlueprint(app, entry("email: USER@example.test")), /email: This field must be unique\./);
  addBlueprint(app, entry("email: eve@example.test"));
  assert.throws(() => addBlueprint(app, entry("email: admin@example.test")), /email: This field must be unique\./);
});
