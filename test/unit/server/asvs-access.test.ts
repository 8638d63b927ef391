/** Who may write what, and who is who (OWASP ASVS 5.0, V6.4, V6.8, V7.6 and V8), where no other test has it. */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import type { FlowApp } from "../../../src/server/http/create-app.ts";
import { addBlueprint, expectChallenge, testApp, TestBrowser } from "./support/test-app.ts";

/** Two sources at one provider: the same identifiers at both. */
function withTwoSources(t: TestContext): FlowApp {
  const app = testApp(t);
  const source = (slug: string): string => `
  - model: authentik_sources_oauth.oauthsource
    identifiers: { slug: ${slug} }
    attrs:
      name: ${slug}
      provider_type: openidconnect
      authentication_flow: !KeyOf auth
      enrollment_flow: !KeyOf enroll
      authorization_url: /demo/provider/authorize/
      access_token_url: /demo/provider/token/
      profile_url: /demo/provider/userinfo/
      consumer_key: flow-demo
      consumer_secret: flow-demo-secret`;
  addBlueprint(
    app,
    `
  - { model: authentik_flows.flow, id: auth, identifiers: { slug: in-by-source }, attrs: { name: x, title: x, designation: authentication } }
  - { model: authentik_flows.flow, id: enroll, identifiers: { slug: up-by-source }, attrs: { name: x, title: x, designation: enrollment } }
  - { model: authentik_stages_user_write.userwritestage, id: write, identifiers: { name: two-write }, attrs: { user_creation_mode: always_create } }
  - { model: authentik_stages_user_login.userloginstage, id: login, identifiers: { name: two-login } }
  - { model: authentik_flows.flowstagebinding, identifiers: { target: !KeyOf auth, stage: !KeyOf login, order: 0 } }
  - { model: authentik_flows.flowstagebinding, identifiers: { target: !KeyOf enroll, stage: !KeyOf write, order: 0 } }
  - { model: authentik_flows.flowstagebinding, identifiers: { target: !KeyOf enroll, stage: !KeyOf login, order: 1 } }${source("first-source")}${source("second-source")}`,
  );
  return app;
}

async function locationOf(browser: TestBrowser, path: string, init?: RequestInit): Promise<string> {
  return (await browser.request(path, init)).headers.get("location") ?? "";
}

/** Where coming back from a source as somebody leads. */
async function comeBackAs(browser: TestBrowser, source: string, sub: string): Promise<string> {
  const authorize = new URL(await locationOf(browser, `/source/oauth/login/${source}/`));
  const form = new URLSearchParams(authorize.searchParams);
  form.set("sub", sub);
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const back = new URL(
    await locationOf(browser, authorize.pathname, { method: "POST", body: form.toString(), headers }),
  );
  return locationOf(browser, back.pathname + back.search);
}

const isSignedIn = async (browser: TestBrowser): Promise<boolean> =>
  (await browser.request("/if/user/")).status === 200;

test("the same identifier at another source is another person", async (t) => {
  const app = withTwoSources(t);
  const ada = new TestBrowser(app);
  assert.equal(await comeBackAs(ada, "first-source", "demo-ada"), "/if/flow/up-by-source/");
  await ada.get("up-by-source");
  assert.equal(await isSignedIn(ada), true);
  const again = new TestBrowser(app);
  assert.equal(await comeBackAs(again, "first-source", "demo-ada"), "/if/flow/in-by-source/");
  const impostor = new TestBrowser(app);
  assert.notEqual(await comeBackAs(impostor, "second-source", "demo-ada"), "/if/flow/in-by-source/");
  await impostor.get("in-by-source");
  assert.equal(await isSignedIn(impostor), false);
});

test("a session that began at a source ends here like any other, and coming back takes the whole way again", async (t) => {
  const app = withTwoSources(t);
  const browser = new TestBrowser(app);
  await comeBackAs(browser, "first-source", "demo-ada");
  await browser.get("up-by-source");
  assert.equal(await isSignedIn(browser), true);
  await browser.get("default-invalidation-flow");
  assert.equal(await isSignedIn(browser), false);
  await browser.get("in-by-source");
  await browser.request("/source/oauth/login/first-source/");
  assert.equal(await isSignedIn(browser), false);
  assert.equal(await comeBackAs(browser, "first-source", "demo-ada"), "/if/flow/in-by-source/");
  await browser.get("in-by-source");
  assert.equal(await isSignedIn(browser), true);
  t.mock.timers.enable({ apis: ["Date"], now: Date.now() + 25 * 3_600_000 });
  assert.equal(await isSignedIn(browser), false);
});

test("an answer writes no field of the account that its form does not ask for", async (t) => {
  const app = testApp(t);
  const browser = new TestBrowser(app);
  await browser.signIn("user");
  const before = app.store.users.findByUsername("user");
  assert.ok(before);
  const groups = app.store.users.groupsOf(before.pk);
  const hash = app.store.users.passwordHash(before.pk);
  const form = expectChallenge(await browser.get("default-user-settings-flow"), "ak-stage-prompt");
  assert.deepEqual(
    form.fields.map(({ field_key }) => field_key),
    ["username", "name", "attributes.settings.locale"],
  );
  const administrators = app.store.objects.list("authentik_core.group").map(({ pk }) => pk);
  const answer = await browser.post("default-user-settings-flow", {
    username: "user",
    name: "New Name",
    email: before.email,
    pk: 1,
    uid: "another",
    groups: administrators,
    is_superuser: true,
    is_active: false,
    type: "internal_service_account",
    path: "goauthentik.io",
    password: "turnip-gazebo-violin",
    password_hash: "x",
    attributes: { "goauthentik.io/user/debug": true },
    "attributes.goauthentik.io/user/debug": true,
    attributes_is_superuser: true,
    last_login: 0,
  });
  assert.equal(answer.component, "xak-flow-redirect");
  const after = app.store.users.findByUsername("user");
  assert.deepEqual(after, { ...before, name: "New Name" });
  assert.deepEqual(app.store.users.groupsOf(before.pk), groups);
  assert.equal(app.store.users.passwordHash(before.pk), hash);
  assert.equal((await browser.request("/if/admin/")).status, 404);
});

test("what shipped forms ask for is this: no hint, and no question whose answer others may know", (t) => {
  const { objects } = testApp(t, { demo: false }).store;
  const keys = objects.list("authentik_stages_prompt.prompt").map(({ data }) => String(data.field_key));
  assert.deepEqual([...new Set(keys)].sort(), [
    "attributes.settings.locale",
    "confirm_username",
    "email",
    "name",
    "password",
    "password_repeat",
    "username",
    "warning",
  ]);
});

test("the link with which the first administrator chooses a password is random, and is over after a day", async (t) => {
  const app = testApp(t, { demo: false });
  const query = app.setUpPath?.split("?")[1] ?? "";
  assert.match(query, /^flow_token=[0-9a-f]{32,}$/);
  assert.notEqual(testApp(t, { demo: false }).setUpPath, app.setUpPath);
  expectChallenge(await new TestBrowser(app).get("account-set-up", query), "ak-stage-consent");
  t.mock.timers.enable({ apis: ["Date"], now: Date.now() + 86_400_001 });
  expectChallenge(await new TestBrowser(app).get("account-set-up", query), "ak-stage-access-denied");
});
