import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import type { FlowApp } from "../../../src/server/http/create-app.ts";
import { expectChallenge, sentMessages, testApp, TestBrowser } from "./support/test-app.ts";

const slug = "account-sign-up";
const wanted = {
  username: "ada",
  name: "Ada",
  email: "ada@example.test",
  password: "x9-lovelace",
  password_repeat: "x9-lovelace",
};
const minute = 60_000;
const hour = 60 * minute;
const start = Date.UTC(2030, 0, 1);
const home = { component: "xak-flow-redirect", to: "/" };

function appWithClock(t: TestContext): { app: FlowApp; later: (milliseconds: number) => void } {
  t.mock.timers.enable({ apis: ["Date"], now: start });
  let now = start;
  return { app: testApp(t), later: (milliseconds) => t.mock.timers.setTime((now += milliseconds)) };
}

async function linkIn(app: FlowApp): Promise<string> {
  return /\/if\/flow\/[^/]+\/\?(\S+)/.exec((await sentMessages(app))[0]?.body ?? "")?.[1] ?? "";
}

async function open(browser: TestBrowser, query: string): Promise<unknown> {
  const challenge = await browser.get(slug, query);
  return challenge.component === "ak-stage-consent"
    ? browser.post(slug, { token: expectChallenge(challenge, "ak-stage-consent").token }, query)
    : challenge;
}

test("who let the link expire signs up again, with the same name and address", async (t) => {
  const { app, later } = appWithClock(t);
  await new TestBrowser(app).post(slug, wanted);
  const old = await linkIn(app);
  const before = app.store.users.findByUsername("ada");
  later(2 * hour);
  const again = new TestBrowser(app);
  const password = "another-8-one";
  expectChallenge(await again.post(slug, { ...wanted, password, password_repeat: password }), "ak-stage-email");
  const after = app.store.users.findByUsername("ada");
  assert.notEqual(after?.pk, before?.pk);
  assert.notEqual(app.store.users.passwordHash(after?.pk ?? 0), null);
  const query = await linkIn(app);
  assert.notEqual(query, old);
  assert.notDeepEqual(await open(new TestBrowser(app), old), home);
  assert.equal(app.store.users.findByUsername("ada")?.is_active, false);
  assert.deepEqual(await open(new TestBrowser(app), query), home);
  assert.equal(app.store.users.findByUsername("ada")?.is_active, true);
});

test("as long as the link opens the account, nobody else gets its name or its address", async (t) => {
  const { app, later } = appWithClock(t);
  await new TestBrowser(app).post(slug, wanted);
  later(29 * minute);
  const mallory = new TestBrowser(app);
  const named = expectChallenge(
    await mallory.post(slug, { ...wanted, email: "m@attacker.example" }),
    "ak-stage-prompt",
  );
  assert.equal(named.response_errors?.["username"]?.[0]?.string, "Username is already taken.");
  expectChallenge(await mallory.post(slug, { ...wanted, username: "mallory" }), "ak-stage-access-denied");
  assert.deepEqual(await open(new TestBrowser(app), await linkIn(app)), home);
});

test("who signed up with somebody's name cannot get into the account that has it later", async (t) => {
  const { app, later } = appWithClock(t);
  const mallory = new TestBrowser(app);
  await mallory.post(slug, { ...wanted, email: "m@attacker.example" });
  const theirs = await linkIn(app);
  later(2 * hour);
  await new TestBrowser(app).post(slug, wanted);
  const ada = app.store.users.findByUsername("ada");
  // Another link, from the step that still waits.
  const answer = expectChallenge(await mallory.post(slug, {}), "ak-stage-access-denied");
  assert.equal(answer.error_message, "Nobody opened the link in time, so the account was not kept. Sign up again.");
  assert.notDeepEqual(await open(mallory, theirs), home);
  assert.equal((await sentMessages(app)).at(0)?.recipient, "ada@example.test");
  assert.deepEqual(app.store.users.findByUsername("ada"), ada);
});

test("a name is not held for more than a week, however often a link is asked for", async (t) => {
  const { app, later } = appWithClock(t);
  const mallory = new TestBrowser(app);
  await mallory.post(slug, wanted);
  for (let hours = 0; hours < 7 * 24; hours++) {
    later(hour);
    await mallory.post(slug, {});
  }
  later(minute);
  expectChallenge(await new TestBrowser(app).post(slug, { ...wanted, email: "a@example.test" }), "ak-stage-email");
});

test("an account that was once active, or waits for an administrator, keeps its name", async (t) => {
  const { app, later } = appWithClock(t);
  await new TestBrowser(app).post(slug, wanted);
  await open(new TestBrowser(app), await linkIn(app));
  const ada = app.store.users.findByUsername("ada");
  assert.ok(ada);
  app.store.users.update({ ...ada, is_active: false });
  const { pk: _pk, uid: _uid, ...draft } = { ...ada, username: "bob", email: "bob@example.test" };
  const bob = app.store.users.insert({ ...draft, is_active: false }, start);
  app.store.pendingAccounts.add(bob.pk, start);
  later(30 * 24 * hour);
  app.store.pendingAccounts.removeExpired(Date.now());
  assert.deepEqual(
    ["ada", "bob"].map((name) => app.store.users.findByUsername(name)?.is_active),
    [false, false],
  );
});
