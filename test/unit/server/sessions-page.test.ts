import assert from "node:assert/strict";
import { test } from "node:test";
import { demoPassword, TestBrowser, testApp } from "./support/test-app.ts";

const form = { "content-type": "application/x-www-form-urlencoded" };
const page = "/if/user/";

async function end(browser: TestBrowser, fields: Record<string, string>): Promise<Response> {
  const token = browser.cookies.get("authentik_csrf") ?? "";
  return browser.request("/if/user/sessions/", {
    method: "POST",
    headers: form,
    body: new URLSearchParams({ token, ...fields }).toString(),
  });
}

async function isSignedIn(browser: TestBrowser): Promise<boolean> {
  return (await browser.request(page)).status === 200;
}

async function idsOn(browser: TestBrowser): Promise<string[]> {
  const text = await (await browser.request(page)).text();
  return [...text.matchAll(/name="end" value="([^"]+)"/g)].map(([, id]) => id ?? "").filter((id) => id !== "others");
}

test("people see their sessions and end one, or all others, with their password at hand", async (t) => {
  t.mock.timers.enable({ apis: ["Date"], now: Date.now() });
  const app = testApp(t);
  const browsers = Array.from({ length: 4 }, () => new TestBrowser(app));
  const [here, second, third, stranger] = browsers as [TestBrowser, TestBrowser, TestBrowser, TestBrowser];
  second.headers = { "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0" };
  for (const browser of [here, second, third]) await browser.signIn();
  await stranger.signIn("admin");
  assert.match(await (await here.request(page)).text(), /Firefox, Linux/);

  const [one] = await idsOn(here);
  assert.ok(one);
  assert.equal((await end(here, { end: one })).headers.get("location"), page);
  assert.match(await (await here.request(page)).text(), /role="status"[^>]*><p dir="auto">The session has ended\./);
  assert.doesNotMatch(await (await here.request(page)).text(), /role="status"/);
  assert.equal((await idsOn(here)).length, 1);

  t.mock.timers.tick(20 * 60_000);
  assert.equal((await end(here, { end: "others" })).status, 400);
  const refused = await end(here, { end: "others", password: "not it" });
  assert.equal(refused.status, 400);
  assert.match(
    await refused.text(),
    /aria-invalid="true"[^>]*>\s*<p class="fault" id="fault">That is not your password\./,
  );
  assert.equal((await idsOn(here)).length, 1);
  const done = await end(here, { end: "others", password: demoPassword });
  assert.equal(done.status, 303, await done.clone().text());
  assert.match(await (await here.request(page)).text(), /You are signed out everywhere else\./);
  assert.equal((await idsOn(here)).length, 0);
  assert.deepEqual(await Promise.all([here, second, third, stranger].map(isSignedIn)), [true, false, false, true]);
});

test("nobody ends a session of somebody else, and no other site does", async (t) => {
  const app = testApp(t);
  const [user, admin] = [new TestBrowser(app), new TestBrowser(app)];
  await user.signIn();
  await admin.signIn("admin");
  const pk = app.store.users.findByUsername("admin")?.pk ?? 0;
  const [foreign] = app.store.sessions.listByUser(pk, Date.now());
  await end(user, { end: foreign?.id ?? "" });
  assert.equal(await isSignedIn(admin), true);
  const forged = await end(user, { end: "others", token: "guessed" });
  assert.equal(forged.status, 403);
});

test("administrators end the sessions of anybody", async (t) => {
  const app = testApp(t);
  const [user, admin] = [new TestBrowser(app), new TestBrowser(app)];
  await user.signIn();
  await admin.signIn("admin");
  const pk = app.store.users.findByUsername("user")?.pk ?? 0;
  const post = (browser: TestBrowser): Promise<Response> =>
    browser.request("/if/admin/people/", {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ token: browser.cookies.get("authentik_csrf") ?? "", user: String(pk) }).toString(),
    });
  assert.equal((await post(user)).status, 404);
  assert.equal(await isSignedIn(user), true);
  assert.match(await (await admin.request("/if/admin/people/")).text(), /user@example\.test/);
  assert.match(await (await post(admin)).text(), /All sessions of user have ended/);
  assert.equal(await isSignedIn(user), false);
  assert.equal(await isSignedIn(admin), true);
});
