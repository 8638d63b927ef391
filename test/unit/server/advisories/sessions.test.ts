import assert from "node:assert/strict";
import { test } from "node:test";
import { executorUrl } from "../../../../src/protocol/flow-url.ts";
import { mailedLink, recovery, said, signedInAs, signIn } from "../support/advisories.ts";
import { flowWith } from "../support/flow-blueprint.ts";
import { addBlueprint, demoPassword, expectChallenge, testApp, TestBrowser } from "../support/test-app.ts";

const cookie = "authentik_session";

/** A browser that somebody has put another's cookie into. */
function withCookie(app: ConstructorParameters<typeof TestBrowser>[0], value: string | undefined): TestBrowser {
  const browser = new TestBrowser(app);
  browser.cookies.set(cookie, value ?? "");
  return browser;
}

test("CVE-2024-7341 (Keycloak): a session that was planted is not the one that is signed in", async (t) => {
  const app = testApp(t);
  const attacker = new TestBrowser(app);
  await attacker.post(signIn, { uid_field: "user" });
  const victim = withCookie(app, attacker.cookies.get(cookie));
  await victim.post(signIn, { password: demoPassword });
  assert.equal(await signedInAs(victim), "Jane Doe");
  assert.equal(await signedInAs(attacker), undefined);
});

test("CVE-2025-12390 (Keycloak): who signs in after somebody else in one browser has a session of their own", async (t) => {
  const app = testApp(t);
  const browser = new TestBrowser(app);
  await browser.signIn("user");
  const first = browser.cookies.get(cookie);
  await browser.get("default-invalidation-flow");
  assert.equal(await signedInAs(browser), undefined);
  await browser.signIn("admin");
  assert.notEqual(browser.cookies.get(cookie), first);
  assert.equal(await signedInAs(browser), "Administrator");
  assert.equal(await signedInAs(withCookie(app, first)), undefined);
});

test("CVE-2025-29928 (authentik): who is deactivated or deleted is out with the next request", async (t) => {
  const app = testApp(t);
  const [jane, admin] = [new TestBrowser(app), new TestBrowser(app)];
  await jane.signIn("user");
  await admin.signIn("admin");
  const { users } = app.store;
  const [one, other] = [users.findByUsername("user"), users.findByUsername("admin")];
  assert.ok(one && other);
  users.update({ ...one, is_active: false });
  users.remove(other.pk);
  for (const browser of [jane, admin]) {
    const kept = browser.cookies.get(cookie);
    assert.equal(await signedInAs(browser), undefined);
    assert.equal(await signedInAs(withCookie(app, kept)), undefined);
  }
  users.update({ ...one, is_active: true });
  assert.equal(await signedInAs(jane), undefined);
});

test("CVE-2025-64521 (authentik): a link that was mailed before lets no deactivated account in", async (t) => {
  const app = testApp(t);
  await new TestBrowser(app).post(recovery, { uid_field: "user" });
  const { slug, query } = await mailedLink(app);
  const user = app.store.users.findByUsername("user");
  assert.ok(user);
  app.store.users.update({ ...user, is_active: false });
  const browser = new TestBrowser(app);
  const shown = await browser.get(slug, query);
  if (shown.component === "ak-stage-consent") await browser.post(slug, { token: shown.token }, query);
  const form = { password: "nine blue whales 42", password_repeat: "nine blue whales 42" };
  assert.notEqual(await said(browser, slug, form, query), "xak-flow-redirect");
  assert.equal(await signedInAs(browser), undefined);
  assert.equal(app.store.users.get(user.pk)?.is_active, false);
});

test("CVE-2025-53942 (authentik): a deactivated account gets in from no source", async (t) => {
  const app = testApp(t);
  const begin = "/source/oauth/login/demo-provider/";
  const comeBack = async (browser: TestBrowser): Promise<void> => {
    const authorize = new URL((await browser.request(begin)).headers.get("location") ?? "", "http://id.example");
    const form = new URLSearchParams(authorize.searchParams);
    form.set("sub", "demo-ada");
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const granted = await browser.request(authorize.pathname, { method: "POST", body: form.toString(), headers });
    const back = new URL(granted.headers.get("location") ?? "", "http://id.example");
    const to = (await browser.request(back.pathname + back.search)).headers.get("location") ?? "";
    const [, slug = ""] = /\/if\/flow\/([^/]+)\//.exec(to) ?? [];
    await browser.get(slug);
  };
  const first = new TestBrowser(app);
  await comeBack(first);
  assert.equal(await signedInAs(first), "Ada Lovelace");
  const ada = app.store.users.findByUsername("ada");
  assert.ok(ada);
  app.store.users.update({ ...ada, is_active: false });
  const second = new TestBrowser(app);
  await comeBack(second);
  assert.equal(await signedInAs(second), undefined);
});

test("CVE-2017-12159 (Keycloak): the token against requests of other sites is one for each session", async (t) => {
  const app = testApp(t);
  const [one, other] = [new TestBrowser(app), new TestBrowser(app)];
  await one.signIn("user");
  await other.signIn("admin");
  const token = other.cookies.get("authentik_csrf") ?? "";
  assert.notEqual(token, "");
  assert.notEqual(one.cookies.get("authentik_csrf"), token);
  const before = one.cookies.get("authentik_csrf");
  await one.get("default-invalidation-flow");
  await one.signIn("user");
  const own = one.cookies.get("authentik_csrf");
  assert.notEqual(own, before);
  const body = JSON.stringify({ confirm_username: "user" });
  for (const csrf of [token, before, "", undefined, own]) {
    const headers = { "content-type": "application/json", ...(csrf !== undefined && { "x-authentik-csrf": csrf }) };
    await one.request(executorUrl("/", "account-deletion", ""), { method: "POST", headers, body });
    if (csrf !== own) assert.ok(app.store.users.findByUsername("user"), csrf);
  }
  // The answer is one that counts when our own page gives it.
  await one.get("account-deletion");
  assert.equal(app.store.users.findByUsername("user"), undefined);
});

test("CVE-2023-6787 (Keycloak): naming somebody else and giving up leaves one who one is", async (t) => {
  const app = testApp(t);
  const identification = { model: "identification.identificationstage", attrs: "user_fields: [username]" };
  const password = { model: "password.passwordstage", attrs: "backends: [authentik.core.auth.InbuiltBackend]" };
  addBlueprint(app, flowWith("again", "designation: stage_configuration", [identification, password]));
  addBlueprint(
    app,
    `  - { model: authentik_stages_prompt.prompt, id: p, identifiers: { name: rename }, attrs: { field_key: name, label: Name, type: text } }
${flowWith("rename", "designation: stage_configuration, authentication: require_authenticated", [
  { model: "prompt.promptstage", attrs: "fields: [!KeyOf p]" },
  { model: "user_write.userwritestage", attrs: "user_creation_mode: never_create" },
])}`,
  );
  const browser = new TestBrowser(app);
  await browser.signIn("user");
  const asked = expectChallenge(await browser.post("again", { uid_field: "admin" }), "ak-stage-password");
  assert.equal(asked.pending_user, "admin");
  assert.equal(await signedInAs(browser), "Jane Doe");
  assert.notEqual((await browser.request("/if/admin/")).status, 200);
  assert.equal(await said(browser, "rename", { name: "Mallory" }), "xak-flow-redirect");
  assert.equal(app.store.users.findByUsername("admin")?.name, "Administrator");
  assert.equal(app.store.users.findByUsername("user")?.name, "Mallory");
});
