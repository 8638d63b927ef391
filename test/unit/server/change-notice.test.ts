import assert from "node:assert/strict";
import { test } from "node:test";
import { demoPassword, expectChallenge, sentMessages, testApp, TestBrowser } from "./support/test-app.ts";

const passwords = { password: "another-8-one", password_repeat: "another-8-one" };

test("after a change of the password a notice goes to the account's address, with when and what to do", async (t) => {
  const app = testApp(t);
  const browser = new TestBrowser(app);
  await browser.signIn("user");
  await browser.get("default-password-change");
  await browser.post("default-password-change", { password: demoPassword });
  assert.equal((await browser.post("default-password-change", passwords)).component, "xak-flow-redirect");
  const [notice, ...others] = await sentMessages(app);
  assert.deepEqual(
    [notice?.recipient, notice?.subject, others.length],
    ["user@example.test", "Your password was changed", 0],
  );
  const body = notice?.body ?? "";
  assert.match(body, /was changed on .*\b\d{1,2}:\d\d.*UTC/);
  assert.match(body, /If not, reset your password now/);
  assert.match(body, /http:\/\/id\.example\/flows\/-\/default\/recovery\//);
  assert.doesNotMatch(body, /can be used for/);
});

test("after a change of the address the notice goes to the old one, in the owner's language", async (t) => {
  const app = testApp(t);
  const before = app.store.users.findByUsername("user");
  assert.ok(before);
  app.store.users.update({ ...before, attributes: { settings: { locale: "de" } } });
  const [browser, phone] = [new TestBrowser(app), new TestBrowser(app)];
  await browser.signIn("user");
  const slug = "default-email-change";
  await browser.get(slug);
  await browser.post(slug, { password: demoPassword });
  expectChallenge(await browser.post(slug, { email: "new@example.test" }), "ak-stage-email");
  const link = (await sentMessages(app))[0];
  assert.equal(link?.recipient, "new@example.test");
  const query = /\/if\/flow\/[^/]+\/\?(\S+)/.exec(link.body)?.[1] ?? "";
  const { token } = expectChallenge(await phone.get(slug, query), "ak-stage-consent");
  await phone.post(slug, { token }, query);
  const newest = (await sentMessages(app))[0];
  assert.equal(app.store.users.findByUsername("user")?.email, "new@example.test");
  assert.equal(newest?.recipient, "user@example.test");
  assert.match(newest.body, /^Guten Tag /);
});

test("nothing that is not a change is told: a name, a sign-up, an account without an address", async (t) => {
  const app = testApp(t);
  await new TestBrowser(app).post("account-sign-up", {
    username: "ada",
    name: "Ada",
    email: "ada@example.test",
    ...passwords,
  });
  const admin = app.store.users.findByUsername("admin");
  assert.ok(admin);
  app.store.users.update({ ...admin, email: "" });
  const browser = new TestBrowser(app);
  await browser.signIn("admin");
  await browser.post("default-password-change", { password: demoPassword });
  await browser.post("default-password-change", passwords);
  const other = new TestBrowser(app);
  await other.signIn("user");
  await other.post("default-user-settings-flow", { username: "user", name: "Somebody" });
  assert.deepEqual(
    (await sentMessages(app)).map(({ subject }) => subject),
    ["Confirm your email address"],
  );
});
