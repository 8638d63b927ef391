import assert from "node:assert/strict";
import { test } from "node:test";
import type { FlowApp } from "../../../src/server/http/create-app.ts";
import { addDetailsForm, details } from "./support/address-form.ts";
import { addBlueprint, demoPassword, expectChallenge, testApp, TestBrowser, sentMessages } from "./support/test-app.ts";

const day = 86_400_000;
const hour = 3_600_000;

/** Lets all sessions be so much older. */
function passTime(app: FlowApp, milliseconds: number): void {
  app.store.database.run(
    "UPDATE sessions SET created = created - ?1, authenticated = authenticated - ?1, used = used - ?1, expires = expires - ?1, ends = ends - ?1",
    milliseconds,
  );
}

/** Uses a session as a page does. */
async function isSignedIn(browser: TestBrowser): Promise<boolean> {
  await browser.get("default-authenticator-static-setup");
  return (await browser.request("/if/user/")).status === 200;
}

function setLogin(app: FlowApp, attrs: string): void {
  const stage = "authentik_stages_user_login.userloginstage";
  addBlueprint(
    app,
    `  - { model: ${stage}, identifiers: { name: default-authentication-login }, attrs: { ${attrs} } }`,
  );
}

test("a session that is used every day is over after thirty days", async (t) => {
  const app = testApp(t);
  const browser = new TestBrowser(app);
  await browser.signIn();
  for (let passed = 0; passed < 29; passed++) {
    passTime(app, day - hour);
    assert.equal(await isSignedIn(browser), true, `after ${passed + 1} days`);
  }
  passTime(app, day - hour);
  assert.equal(await isSignedIn(browser), true);
  passTime(app, 2 * day);
  assert.equal(await isSignedIn(browser), false);
});

test("one that nobody uses is over before", async (t) => {
  const app = testApp(t);
  const browser = new TestBrowser(app);
  await browser.signIn();
  passTime(app, day + 1000);
  assert.equal(await isSignedIn(browser), false);
});

test("how long the sign-in stage lets it last is the most, however much it is used, from twelve hours to thirty days", async (t) => {
  const app = testApp(t);
  for (const [duration, most] of [
    ["hours=1", 12 * hour],
    ["days=2", 2 * day],
    ["days=90", 30 * day],
  ] as const) {
    setLogin(app, `session_duration: ${duration}`);
    const browser = new TestBrowser(app);
    await browser.signIn();
    const pk = app.store.users.findByUsername("user")?.pk ?? 0;
    const [listed] = app.store.sessions.listByUser(pk, Date.now());
    const record = app.store.sessions.get(listed?.id ?? "", Date.now());
    assert.equal((record?.ends ?? 0) - (record?.created ?? 0), most, duration);
    app.store.sessions.removeOthers(pk);
  }
});

test("a changed password ends the other sessions and makes other links worthless", async (t) => {
  const app = testApp(t);
  const [elsewhere, browser] = [new TestBrowser(app), new TestBrowser(app)];
  await elsewhere.signIn();
  const link = async (): Promise<string> => {
    await new TestBrowser(app).post("account-recovery", { uid_field: "user" });
    return /\?(flow_token=\S+)/.exec((await sentMessages(app))[0]?.body ?? "")?.[1] ?? "";
  };
  const [first, second] = [await link(), await link()];
  const { token } = expectChallenge(await browser.get("account-recovery", first), "ak-stage-consent");
  await browser.post("account-recovery", { token }, first);
  const password = "entirely changed 7";
  await browser.post("account-recovery", { password, password_repeat: password }, first);
  assert.equal(await isSignedIn(browser), true);
  assert.equal(await isSignedIn(elsewhere), false);
  const anew = { component: "xak-flow-redirect", to: "/if/flow/account-recovery/" };
  assert.deepEqual(await new TestBrowser(app).get("account-recovery", second), anew);
  assert.deepEqual(await new TestBrowser(app).get("account-recovery", first), anew);
});

test("so does a changed address", async (t) => {
  const app = testApp(t);
  const [elsewhere, browser] = [new TestBrowser(app), new TestBrowser(app)];
  await elsewhere.signIn();
  await browser.signIn();
  await new TestBrowser(app).post("account-recovery", { uid_field: "user" });
  const link = /\?(flow_token=\S+)/.exec((await sentMessages(app))[0]?.body ?? "")?.[1] ?? "";
  addDetailsForm(app);
  await browser.post(details, { username: "user", name: "", email: "user@example.test" });
  assert.equal(await isSignedIn(elsewhere), true);
  await browser.post(details, { username: "user", name: "", email: "new@example.test" });
  await browser.post(details, { password: demoPassword });
  assert.equal(await isSignedIn(browser), true);
  assert.equal(await isSignedIn(elsewhere), false);
  const anew = { component: "xak-flow-redirect", to: "/if/flow/account-recovery/" };
  assert.deepEqual(await new TestBrowser(app).get("account-recovery", link), anew);
});

test("a password that a blueprint changes ends all sessions, one that it repeats none", async (t) => {
  const app = testApp(t);
  const browser = new TestBrowser(app);
  await browser.signIn();
  const setPassword = (password: string): void =>
    addBlueprint(
      app,
      `  - { model: authentik_core.user, identifiers: { username: user }, attrs: { password: ${password} } }`,
    );
  setPassword(demoPassword);
  assert.equal(await isSignedIn(browser), true);
  setPassword("another one 7");
  assert.equal(await isSignedIn(browser), false);
});

test("sessions of an account that is deactivated do not come back with it, those of a deleted one are gone", async (t) => {
  const app = testApp(t);
  const { users, sessions } = app.store;
  const browser = new TestBrowser(app);
  await browser.signIn();
  const user = users.findByUsername("user");
  assert.ok(user);
  users.update({ ...user, is_active: false });
  users.update({ ...user, is_active: true });
  assert.equal(await isSignedIn(browser), false);
  const other = new TestBrowser(app);
  await other.signIn();
  users.remove(user.pk);
  assert.deepEqual(sessions.listByUser(user.pk, 0), []);
  assert.equal(await isSignedIn(other), false);
});

test("a user's sessions can be listed, with browser and times, and ended one by one", async (t) => {
  const app = testApp(t);
  const { sessions, users } = app.store;
  const [first, second] = [new TestBrowser(app), new TestBrowser(app)];
  first.headers = { "user-agent": `Browser ${"x".repeat(400)}` };
  second.headers = { "user-agent": "Other" };
  await first.signIn();
  passTime(app, hour);
  await second.signIn();
  const pk = users.findByUsername("user")?.pk ?? 0;
  const now = Date.now();
  const listed = sessions.listByUser(pk, now);
  assert.deepEqual(
    listed.map(({ userAgent, ip }) => [userAgent, ip]),
    [
      ["Other", "127.0.0.1"],
      [`Browser ${"x".repeat(192)}`, "127.0.0.1"],
    ],
  );
  const [newer, older] = listed;
  assert.ok(newer && older);
  assert.ok(now - newer.used < hour && now - older.used >= hour);
  assert.ok(older.created <= older.used && older.authenticated === older.created);
  sessions.remove(older.id);
  assert.equal(await isSignedIn(first), false);
  assert.equal(await isSignedIn(second), true);
  await first.signIn();
  sessions.removeOthers(pk, newer.id);
  assert.equal(await isSignedIn(first), false);
  assert.equal(await isSignedIn(second), true);
});

test("the id that the store knows a session by does not open it", async (t) => {
  const app = testApp(t);
  const browser = new TestBrowser(app);
  await browser.signIn();
  const [, payload = ""] = browser.cookies.get("authentik_session")?.split(".") ?? [];
  const { sid } = JSON.parse(Buffer.from(payload, "base64url").toString()) as { sid: string };
  const pk = app.store.users.findByUsername("user")?.pk ?? 0;
  const [listed] = app.store.sessions.listByUser(pk, Date.now());
  assert.ok(listed);
  assert.notEqual(listed.id, sid);
  assert.equal(app.store.sessions.get(sid, Date.now()), undefined);
});
