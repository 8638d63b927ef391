/** How sessions begin and end (OWASP ASVS 5.0, V7), where no other test has it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Session } from "../../../src/server/engine/session.ts";
import { demoPassword, expectChallenge, testApp, TestBrowser } from "./support/test-app.ts";

const signOut = 'href="/flows/-/default/invalidation/"';

/** What a session's cookie says, whoever signed it. */
function claimsOf(browser: TestBrowser): Record<string, unknown> {
  const [, payload = ""] = (browser.cookies.get("authentik_session") ?? "").split(".");
  return JSON.parse(Buffer.from(payload, "base64url").toString()) as Record<string, unknown>;
}

test("every page for people who are signed in has a way to sign out in sight", async (t) => {
  const browser = new TestBrowser(testApp(t));
  await browser.signIn("admin");
  const pages = [
    "/if/user/",
    "/if/admin/",
    "/if/admin/flows/default-authentication-flow/",
    "/demo/outbox/",
    "/if/flow/default-password-change/",
    "/if/flow/default-user-settings-flow/",
    "/if/flow/account-deletion/",
  ];
  for (const path of pages) {
    const response = await browser.request(path);
    assert.equal(response.status, 200, path);
    assert.ok((await response.text()).includes(signOut), path);
  }
  const german = await browser.request("/if/flow/default-password-change/?locale=de");
  assert.match(await german.text(), /invalidation\/"[^>]*>Abmelden</);
});

test("nobody is offered to sign out who is not signed in", async (t) => {
  const browser = new TestBrowser(testApp(t));
  assert.equal(
    (await (await browser.request("/if/flow/default-authentication-flow/")).text()).includes(signOut),
    false,
  );
});

test("signing out ends the session on the server: its cookie opens nothing any more, and the page is in no cache", async (t) => {
  const app = testApp(t);
  const browser = new TestBrowser(app);
  await browser.signIn("user");
  const page = await browser.request("/if/user/");
  assert.equal(page.status, 200);
  assert.equal(page.headers.get("cache-control"), "no-store");
  const kept = browser.cookies.get("authentik_session") ?? "";
  await browser.get("default-invalidation-flow");
  // Longer than requests take that crossed the one that signed out.
  t.mock.timers.enable({ apis: ["Date"], now: Date.now() + 10_000 });
  const thief = new TestBrowser(app);
  thief.cookies.set("authentik_session", kept);
  assert.equal((await thief.request("/if/user/")).status, 302);
  assert.match(
    (await thief.request("/if/user/")).headers.get("location") ?? "",
    /^\/if\/flow\/default-authentication-flow|^\/flows\//,
  );
});

test("session keys are random, of 128 bits at least, and never the same", () => {
  const keys = Array.from({ length: 1000 }, () => Session.anonymous(0).state.key);
  assert.equal(new Set(keys).size, 1000);
  // Base64url: six bits a character.
  for (const key of keys) assert.ok(key.length * 6 >= 128 && /^[-\w]+$/.test(key), key);
  // In each place nearly every character of the alphabet turns up: none of them is fixed.
  for (let place = 0; place < (keys[0]?.length ?? 0); place++) {
    assert.ok(new Set(keys.map((key) => key[place])).size > 10, String(place));
  }
});

test("the session is known by nothing that stays the same: two sign-ins of one account have different keys", async (t) => {
  const app = testApp(t);
  const [first, second] = [new TestBrowser(app), new TestBrowser(app)];
  await first.signIn("user");
  await second.signIn("user");
  assert.notEqual(claimsOf(first).sid, claimsOf(second).sid);
  const before = claimsOf(first).sid;
  await first.get("default-invalidation-flow");
  await first.signIn("user");
  assert.notEqual(claimsOf(first).sid, before);
});

test("nobody is signed in by looking at a page: it takes an answer", async (t) => {
  const app = testApp(t);
  const browser = new TestBrowser(app);
  for (const path of ["/", "/if/flow/default-authentication-flow/", "/source/oauth/login/demo-provider/"]) {
    await browser.request(path);
    assert.equal((await browser.request("/if/user/")).status, 302, path);
  }
  expectChallenge(await browser.get("default-authentication-flow"), "ak-stage-identification");
  await browser.post("default-authentication-flow", { uid_field: "user" });
  await browser.post("default-authentication-flow", { password: demoPassword });
  assert.equal((await browser.request("/if/user/")).status, 200);
});
