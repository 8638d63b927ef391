import assert from "node:assert/strict";
import { test } from "node:test";
import type { FlowApp } from "../../../../src/server/http/create-app.ts";
import { hashPassword } from "../../../../src/server/store/password-hash.ts";
import { enrolment, recovery, said, tryPassword } from "../support/advisories.ts";
import { flowWith } from "../support/flow-blueprint.ts";
import {
  addBlueprint,
  demoPassword,
  expectChallenge,
  sentMessages,
  testApp,
  TestBrowser,
} from "../support/test-app.ts";

const password = "nine blue whales 42";

function enrol(app: FlowApp, username: string, email: string): Promise<string> {
  const form = { username, name: "", email, password, password_repeat: password };
  return said(new TestBrowser(app), enrolment, form);
}

/** Adds a flow that asks for these fields and writes them, for whoever its attributes let in. */
function addForm(app: FlowApp, slug: string, keys: readonly string[], attrs: string, mode: string): void {
  const fields = keys.map(
    (key) =>
      `  - { model: authentik_stages_prompt.prompt, id: ${slug}-${key}, identifiers: { name: ${slug}-${key} }, attrs: { field_key: ${key}, label: ${key}, type: ${key === "email" ? "email" : "text"}, required: false } }`,
  );
  const flow = flowWith(slug, attrs, [
    { model: "prompt.promptstage", attrs: `fields: [${keys.map((key) => `!KeyOf ${slug}-${key}`).join(", ")}]` },
    { model: "user_write.userwritestage", attrs: `user_creation_mode: ${mode}` },
  ]);
  addBlueprint(app, `${fields.join("\n")}\n${flow}`);
}

function namesOf(app: FlowApp): string[] {
  return app.store.users.list().map(({ username, email }) => `${username} ${email}`);
}

async function recipients(app: FlowApp): Promise<string[]> {
  return (await sentMessages(app)).map(({ recipient }) => recipient);
}

test("CVE-2021-3754 (Keycloak): somebody else's address is no name to sign up with", async (t) => {
  const app = testApp(t);
  const before = namesOf(app);
  for (const name of ["user@example.test", "USER@example.test", " user@example.test", "user@example.test\u200b"]) {
    assert.notEqual(await enrol(app, name, "mallory@example.com"), "ak-stage-email", name);
  }
  assert.deepEqual(namesOf(app), before);
  await new TestBrowser(app).post(recovery, { uid_field: "user@example.test" });
  assert.deepEqual(await recipients(app), ["user@example.test"]);
});

test("CVE-2024-1722 (Keycloak): signing up with an address locks nobody out who has it as their name", async (t) => {
  const app = testApp(t);
  const draft = { username: "bob@example.com", name: "Bob", email: "robert@example.com", is_active: true };
  const bob = app.store.users.insert({ ...draft, type: "internal", path: "users", attributes: {} }, Date.now());
  app.store.users.setPasswordHash(bob.pk, hashPassword(password));
  assert.equal(await enrol(app, "mallory", "Bob@example.com"), "ak-stage-access-denied");
  assert.equal(await tryPassword(app, "bob@example.com", password), "xak-flow-redirect");
  assert.equal(app.store.users.findByUsername("mallory"), undefined);
});

test("CVE-2023-0105 (Keycloak): changing one's address shadows nobody, and keeps nobody from recovery", async (t) => {
  const app = testApp(t);
  addForm(
    app,
    "profile",
    ["email"],
    "designation: stage_configuration, authentication: require_authenticated",
    "never_create",
  );
  const mallory = new TestBrowser(app);
  await mallory.signIn("user");
  for (const email of ["admin@example.test", "ADMIN@example.test"]) {
    await mallory.get("profile");
    await mallory.post("profile", { password: demoPassword });
    assert.equal(await said(mallory, "profile", { email }), "ak-stage-access-denied", email);
  }
  assert.equal(app.store.users.findByUsername("user")?.email, "user@example.test");
  await new TestBrowser(app).post(recovery, { uid_field: "admin@example.test" });
  assert.deepEqual(await recipients(app), ["admin@example.test"]);
  await mallory.get("profile");
  await mallory.post("profile", { password: demoPassword });
  assert.equal(await said(mallory, "profile", { email: "jane@example.test" }), "xak-flow-redirect");
});

test("CVE-2021-3424 (Keycloak): a name that looks like another is refused", async (t) => {
  const app = testApp(t);
  const before = namesOf(app);
  for (const name of ["аdmin", "admіn", "αdmin", "ａｄｍｉｎ", "ad\u00admin", "admin\u202e", "ADMIN"]) {
    assert.notEqual(await enrol(app, name, "mallory@example.com"), "ak-stage-email", name);
  }
  assert.deepEqual(namesOf(app), before);
});

test("CVE-2022-46145 (authentik): without signing in nobody makes or changes accounts with the settings", async (t) => {
  const app = testApp(t);
  addForm(app, "open", ["username", "email"], "designation: stage_configuration", "never_create");
  const before = namesOf(app);
  const form = { username: "mallory", name: "Mallory", email: "mallory@example.com", pk: 1 };
  for (const flow of ["default-user-settings-flow", "default-password-change", "open"]) {
    const browser = new TestBrowser(app);
    await browser.get(flow);
    for (const body of [form, { ...form, username: "admin" }, { password, password_repeat: password }]) {
      const answer = await browser.post(flow, body);
      if (flow === "open") assert.notEqual(answer.component, "xak-flow-redirect");
      else assert.match(JSON.stringify(answer), /"to":"\/flows\/-\/default\/authentication\//, flow);
    }
  }
  assert.deepEqual(namesOf(app), before);
  assert.notEqual(await tryPassword(app, "admin", password), "xak-flow-redirect");
});

test("CVE-2022-46172 (authentik): who changes their settings makes no further account, and reaches no other", async (t) => {
  const app = testApp(t);
  const count = app.store.users.list().length;
  const browser = new TestBrowser(app);
  await browser.signIn("user");
  const flow = "default-user-settings-flow";
  expectChallenge(await browser.get(flow), "ak-stage-prompt");
  const form = { username: "jane", name: "Jane", email: "jane@example.test" };
  const admin = app.store.users.findByUsername("admin");
  const more = {
    pk: admin?.pk,
    uid: admin?.uid,
    pending_user: admin,
    type: "service_account",
    path: "x",
    groups: ["x"],
  };
  assert.equal(await said(browser, flow, { ...form, ...more, is_superuser: true }), "xak-flow-redirect");
  assert.equal(app.store.users.list().length, count);
  const jane = app.store.users.findByUsername("jane");
  assert.deepEqual([jane?.email, jane?.type, jane?.path], ["user@example.test", "internal", "users"]);
  assert.deepEqual(app.store.users.findByUsername("admin"), admin);
});

const invitation = { model: "invitation.invitationstage" };

function invite(app: FlowApp, name: string, attrs: string): string {
  const model = "authentik_stages_invitation.invitation";
  addBlueprint(app, `  - { model: ${model}, identifiers: { name: ${name} }, attrs: { ${attrs} } }`);
  return app.store.objects.list(model).at(-1)?.pk ?? "";
}

async function isLetIn(app: FlowApp, slug: string, token: string): Promise<boolean> {
  const query = new URLSearchParams({ itoken: token }).toString();
  return (await new TestBrowser(app).get(slug, query)).component === "ak-stage-dummy";
}

test("CVE-2022-23555 (authentik): an invitation to one flow opens no other", async (t) => {
  const app = testApp(t);
  const stages = [invitation, { model: "dummy.dummystage" }];
  for (const slug of ["for-guests", "for-admins"]) addBlueprint(app, flowWith(slug, "designation: enrollment", stages));
  const token = invite(app, "guest", "flow: !Find [authentik_flows.flow, [slug, for-guests]]");
  assert.equal(await isLetIn(app, "for-admins", token), false);
  assert.equal(await isLetIn(app, "for-admins", token.replaceAll("-", "")), false);
  assert.equal(await isLetIn(app, "for-guests", token), true);
});

test("CVE-2025-64708 (authentik): an invitation is over the moment it expires, not when it is cleared away", async (t) => {
  const app = testApp(t);
  addBlueprint(app, flowWith("invited", "designation: enrollment", [invitation, { model: "dummy.dummystage" }]));
  const start = Date.now();
  const token = invite(app, "soon", `expires: "${new Date(start + 60_000).toISOString()}"`);
  assert.equal(await isLetIn(app, "invited", token), true);
  t.mock.method(Date, "now", () => start + 60_000);
  assert.equal(await isLetIn(app, "invited", token), false);
});
