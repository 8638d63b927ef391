import assert from "node:assert/strict";
import { test } from "node:test";
import type { FlowApp } from "../../../src/server/http/create-app.ts";
import { demoPassword, expectChallenge, sentMessages, testApp, TestBrowser } from "./support/test-app.ts";

/** The query of pages that the account's page leads to. */
const back = "next=%2Fif%2Fuser%2F";
const home = { component: "xak-flow-redirect", to: "/" };

/** The link in the newest message of the outbox. */
async function linkIn(app: FlowApp): Promise<{ slug: string; query: string }> {
  const [, slug = "", query = ""] = /\/if\/flow\/([^/]+)\/\?(\S+)/.exec((await sentMessages(app))[0]?.body ?? "") ?? [];
  return { slug, query };
}

const wanted = {
  username: "ada",
  name: "Ada",
  email: "ada@example.test",
  password: "x9-lovelace",
  password_repeat: "x9-lovelace",
};

test("signing up makes an account that is active once its email address is confirmed, in another browser", async (t) => {
  const app = testApp(t);
  const browser = new TestBrowser(app);
  const form = expectChallenge(await browser.get("account-sign-up"), "ak-stage-prompt");
  assert.deepEqual(
    form.fields.map(({ field_key }) => field_key),
    ["email", "name", "username", "password", "password_repeat"],
  );
  expectChallenge(await browser.post("account-sign-up", wanted), "ak-stage-email");
  assert.equal(app.store.users.findByUsername("ada")?.is_active, false);

  const other = new TestBrowser(app);
  const { slug, query } = await linkIn(app);
  const consent = expectChallenge(await other.get(slug, query), "ak-stage-consent");
  assert.equal(consent.header_text, "Continue to confirm this email address.");
  assert.equal(app.store.users.findByUsername("ada")?.is_active, false);
  assert.deepEqual(await other.post(slug, { token: consent.token }, query), home);
  const ada = app.store.users.findByUsername("ada");
  assert.equal(ada?.is_active, true);
  assert.equal(ada.email, "ada@example.test");
  assert.equal(ada.type, "internal");
});

test("a link works once", async (t) => {
  const app = testApp(t);
  await new TestBrowser(app).post("account-sign-up", wanted);
  const { slug, query } = await linkIn(app);
  const [first, second] = [new TestBrowser(app), new TestBrowser(app)];
  const token = async (browser: TestBrowser): Promise<string> =>
    expectChallenge(await browser.get(slug, query), "ak-stage-consent").token;
  const [mine, theirs] = [await token(first), await token(second)];
  assert.deepEqual(await first.post(slug, { token: mine }, query), home);
  const late = expectChallenge(await second.post(slug, { token: theirs }, query), "ak-stage-access-denied");
  assert.equal(late.error_message, "This link was used already. Begin again to get a new one.");
  const signIn = { component: "xak-flow-redirect", to: "/flows/-/default/authentication/" };
  for (const browser of [second, new TestBrowser(app)]) assert.deepEqual(await browser.get(slug, query), signIn);
});

test("a wrong consent token does not use the link up, and gets a new one", async (t) => {
  const app = testApp(t);
  await new TestBrowser(app).post("account-sign-up", wanted);
  const { slug, query } = await linkIn(app);
  const browser = new TestBrowser(app);
  const { token } = expectChallenge(await browser.get(slug, query), "ak-stage-consent");
  const again = expectChallenge(await browser.post(slug, { token: "made up" }, query), "ak-stage-consent");
  assert.deepEqual(again.response_errors, {
    token: [{ string: "Invalid consent token, re-showing prompt", code: "invalid" }],
  });
  assert.notEqual(again.token, token);
  assert.deepEqual(await browser.post(slug, { token: again.token }, query), home);
});

test("a forgotten password is reset by a link, and older sessions end", async (t) => {
  const app = testApp(t);
  const elsewhere = new TestBrowser(app);
  await elsewhere.signIn("user");
  const browser = new TestBrowser(app);
  expectChallenge(await browser.post("account-recovery", { uid_field: "user" }, "next=%2Fapp"), "ak-stage-email");
  const { slug, query } = await linkIn(app);
  assert.match(query, /^next=%2Fapp&flow_token=/);
  const { token } = expectChallenge(await browser.get(slug, query), "ak-stage-consent");
  expectChallenge(await browser.post(slug, { token }, query), "ak-stage-prompt");
  const differing = { password: "new one", password_repeat: "new two" };
  const rejected = expectChallenge(await browser.post(slug, differing, query), "ak-stage-prompt");
  assert.deepEqual(rejected.response_errors?.non_field_errors, [{ string: "Passwords don't match.", code: "invalid" }]);
  const chosen = { password: " blue whale 42 ", password_repeat: " blue whale 42 " };
  assert.deepEqual(await browser.post(slug, chosen, query), { component: "xak-flow-redirect", to: "/app" });
  assert.equal((await browser.request("/if/user/")).status, 200);
  assert.equal((await elsewhere.request("/if/user/")).status, 302);

  const fresh = new TestBrowser(app);
  await fresh.post("default-authentication-flow", { uid_field: "user" });
  const old = await fresh.post("default-authentication-flow", { password: demoPassword });
  assert.ok(expectChallenge(old, "ak-stage-password").response_errors);
  assert.deepEqual(await fresh.post("default-authentication-flow", { password: " blue whale 42 " }), home);
});

test("recovery tells nothing about who exists, and sends nothing to nobody", async (t) => {
  const app = testApp(t);
  const shown = async (uid: string): Promise<unknown> =>
    new TestBrowser(app).post("account-recovery", { uid_field: uid });
  // The address is the one that was typed.
  const seen = async (uid: string): Promise<unknown> => ({ ...((await shown(uid)) as object), email: undefined });
  assert.deepEqual(await seen("nobody@example.test"), await seen("user@example.test"));
  assert.deepEqual(await shown("nobody"), await shown("user"));
  assert.equal((await sentMessages(app)).length, 2);
});

test("asking for the mail again is answered, and bounded", async (t) => {
  const app = testApp(t);
  const browser = new TestBrowser(app);
  await browser.post("account-recovery", { uid_field: "user" });
  const again = async () =>
    expectChallenge(await browser.post("account-recovery", {}), "ak-stage-email").response_errors;
  for (let attempt = 1; attempt < 5; attempt++)
    assert.deepEqual(await again(), { non_field_errors: [{ string: "email-sent", code: "email-sent" }] });
  const string = "Too many account verification attempts. Please try again after 5 minutes.";
  for (let attempt = 0; attempt < 2; attempt++)
    assert.deepEqual(await again(), { non_field_errors: [{ string, code: "throttled" }] });
  // The first one counts like those after it.
  assert.equal((await sentMessages(app)).length, 5);
});

test("changing the password asks for the present one, and keeps the one who does signed in", async (t) => {
  const app = testApp(t);
  const browser = new TestBrowser(app);
  await browser.signIn("user");
  const flow = "default-password-change";
  expectChallenge(await browser.get(flow), "ak-stage-password");
  expectChallenge(await browser.post(flow, { password: demoPassword }), "ak-stage-prompt");
  const chosen = { password: "entirely changed 7", password_repeat: "entirely changed 7" };
  assert.deepEqual(await browser.post(flow, chosen), home);
  assert.equal((await browser.request("/if/user/")).status, 200);
  const fresh = new TestBrowser(app);
  await fresh.post("default-authentication-flow", { uid_field: "user" });
  assert.deepEqual(await fresh.post("default-authentication-flow", { password: "entirely changed 7" }), home);
});

test("deleting the account says whose, wants that name typed, deletes, signs out and says so", async (t) => {
  const app = testApp(t);
  const browser = new TestBrowser(app);
  await browser.signIn("user");
  const flow = "account-deletion";
  const form = expectChallenge(await browser.get(flow, back), "ak-stage-prompt");
  assert.equal(form.flow_info?.title, "Delete the account user");
  assert.equal(form.flow_info.cancel_url, "/flows/-/cancel/?next=%2Fif%2Fuser%2F");
  for (const confirm_username of ["admin", "", undefined]) {
    const again = expectChallenge(await browser.post(flow, { confirm_username }, back), "ak-stage-prompt");
    assert.ok(again.response_errors?.confirm_username?.[0]?.string, confirm_username);
  }
  assert.ok(app.store.users.findByUsername("user"));
  await browser.post(flow, { confirm_username: " User" }, back);
  assert.equal(app.store.users.findByUsername("user"), undefined);
  assert.equal((await browser.request("/if/user/")).status, 302);
  const page = await (await browser.request("/if/flow/default-authentication-flow/")).text();
  assert.match(page, /Your account is deleted\./);
});

test("another address is asked for after the password, and is the account's once a link to it was opened", async (t) => {
  const app = testApp(t);
  const [browser, phone] = [new TestBrowser(app), new TestBrowser(app)];
  await browser.signIn("user");
  const flow = "default-email-change";
  const address = (): string | undefined => app.store.users.findByUsername("user")?.email;
  expectChallenge(await browser.get(flow, back), "ak-stage-password");
  const form = expectChallenge(await browser.post(flow, { password: demoPassword }, back), "ak-stage-prompt");
  assert.deepEqual(
    form.fields.map(({ label }) => label),
    ["New email address"],
  );
  expectChallenge(await browser.post(flow, { email: "jane@new.example" }, back), "ak-stage-email");
  assert.equal(address(), "user@example.test");
  assert.equal((await sentMessages(app))[0]?.recipient, "jane@new.example");

  const { slug, query } = await linkIn(app);
  const { token } = expectChallenge(await phone.get(slug, query), "ak-stage-consent");
  assert.equal((await phone.post(slug, { token }, query)).component, "xak-flow-redirect");
  assert.equal(address(), "jane@new.example");
  assert.equal((await phone.request("/if/user/")).status, 302);
  assert.match(
    await (await phone.request("/if/flow/default-authentication-flow/")).text(),
    /Your email address is changed\./,
  );
});

test("a link to an address that is yet to be somebody's stands for no password", async (t) => {
  const app = testApp(t);
  const browser = new TestBrowser(app);
  await browser.signIn("user");
  const flow = "default-email-change";
  await browser.get(flow);
  await browser.post(flow, { password: demoPassword });
  await browser.post(flow, { email: "jane@new.example" });
  app.store.database.run("UPDATE sessions SET authenticated = authenticated - ?", 16 * 60_000);
  t.mock.timers.enable({ apis: ["Date"], now: Date.now() + 16 * 60_000 });
  const { slug, query } = await linkIn(app);
  const { token } = expectChallenge(await browser.get(slug, query), "ak-stage-consent");
  expectChallenge(await browser.post(slug, { token }, query), "ak-stage-password");
});

test("what was done is said on the next page", async (t) => {
  const app = testApp(t);
  const browser = new TestBrowser(app);
  await browser.signIn("user");
  const page = async (): Promise<string> => (await browser.request("/if/user/")).text();
  await browser.get("default-password-change");
  await browser.post("default-password-change", { password: demoPassword });
  await browser.post("default-password-change", {
    password: "entirely changed 7",
    password_repeat: "entirely changed 7",
  });
  assert.match(await page(), /Your password is changed\./);
  await browser.post("default-user-settings-flow", { username: "user", name: "Jane M. Doe" });
  assert.match(await page(), /Your changes are saved\./);
  await browser.post("default-user-settings-flow", { username: "user", name: "Jane M. Doe" });
  assert.doesNotMatch(await page(), /role="status"/);

  const ada = new TestBrowser(app);
  await ada.post("account-sign-up", wanted);
  const { slug, query } = await linkIn(app);
  const { token } = expectChallenge(await ada.get(slug, query), "ak-stage-consent");
  await ada.post(slug, { token }, query);
  assert.match(await (await ada.request("/if/user/")).text(), /Your account is ready\./);
});
