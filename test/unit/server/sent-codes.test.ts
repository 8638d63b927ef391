import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import {
  appFor,
  atSecondFactor,
  home,
  mfa,
  newestCode,
  otherThan,
  said,
  withCodeSent,
  withMailCodes,
  withTextCodes,
  wrongCode,
} from "./support/second-factors.ts";
import { expectChallenge, sentMessages, TestBrowser } from "./support/test-app.ts";

const tooSoon = /^That was too soon after a wrong code\. Try again in \d+ seconds?\.$/;

test("a code that was sent belongs to the sign-in that asked for it", async (t) => {
  const app = appFor(t);
  await withMailCodes(app);
  const asked = await withCodeSent(app);
  const code = await newestCode(app);
  const { browser: another } = await atSecondFactor(app);
  assert.equal(await said(another, mfa, { code }), wrongCode.over);
  assert.equal(await said(asked, mfa, { code }), home);
  const again = await atSecondFactor(app);
  assert.equal(await said(again.browser, mfa, { code }), wrongCode.over);
});

test("five wrong codes are the end of a code that was sent for signing in", async (t) => {
  const app = appFor(t);
  await withMailCodes(app);
  const browser = await withCodeSent(app);
  const code = await newestCode(app);
  for (let tries = 1; tries <= 4; tries++)
    assert.equal(await said(browser, mfa, { code: otherThan(code, tries) }), wrongCode.sent);
  assert.equal(await said(browser, mfa, { code: otherThan(code, 5) }), wrongCode.over);
  assert.equal(await said(browser, mfa, { code }), wrongCode.over);
});

test("four wrong codes are forgiven by the right one", async (t) => {
  const app = appFor(t);
  await withMailCodes(app);
  const browser = await withCodeSent(app);
  const code = await newestCode(app);
  for (let tries = 1; tries <= 4; tries++) await said(browser, mfa, { code: otherThan(code, tries) });
  assert.equal(await said(browser, mfa, { code }), home);
});

test("a slip with one kind of code does not lock the others", async (t) => {
  const app = appFor(t);
  await withMailCodes(app);
  const owner = new TestBrowser(app);
  await owner.signIn("user");
  const list = "default-authenticator-static-setup";
  const { codes } = expectChallenge(await owner.get(list), "ak-stage-authenticator-static");
  await owner.post(list, {});

  const first = await withCodeSent(app);
  await said(first, mfa, { code: otherThan(await newestCode(app)) });
  assert.equal(await said(first, mfa, { code: codes[0] ?? "" }), home);

  const second = await withCodeSent(app);
  await said(second, mfa, { code: "not-one-of-them" });
  assert.equal(await said(second, mfa, { code: await newestCode(app) }), home);
  // The list itself has to wait.
  const third = await withCodeSent(app);
  await said(third, mfa, { code: "not-one-of-them" });
  assert.match(await said(third, mfa, { code: codes[1] ?? "" }), tooSoon);
});

test("guesses at an app's code do not hide behind a code that was sent", async (t) => {
  const app = appFor(t);
  await withMailCodes(app);
  const browser = await withCodeSent(app);
  const code = await newestCode(app);
  const answers: string[] = [];
  for (let tries = 1; tries <= 21; tries++) answers.push(await said(browser, mfa, { code: otherThan(code, tries) }));
  assert.equal(answers.filter((answer) => answer === wrongCode.sent || answer === wrongCode.over).length, 20);
  assert.match(answers.at(-1) ?? "", /^Too many wrong codes/);
});

/** Whether a code still works after so many minutes. */
async function worksAfter(t: TestContext, minutes: number, deviceClass: "email" | "sms"): Promise<boolean> {
  const app = appFor(t);
  await (deviceClass === "email" ? withMailCodes(app) : withTextCodes(app));
  const browser = await withCodeSent(app, deviceClass);
  const code = await newestCode(app);
  const then = Date.now() + minutes * 60_000;
  const { mock } = t.mock.method(Date, "now", () => then);
  const answer = await said(browser, mfa, { code });
  mock.restore();
  return answer === home;
}

test("codes in emails live ten minutes at most, whatever the stage says; those in text messages five", async (t) => {
  assert.equal(await worksAfter(t, 9.9, "email"), true);
  assert.equal(await worksAfter(t, 10.1, "email"), false);
  assert.equal(await worksAfter(t, 4.9, "sms"), true);
  assert.equal(await worksAfter(t, 5.1, "sms"), false);
});

test("the mail says for how long its code can be used", async (t) => {
  const app = appFor(t);
  await withMailCodes(app);
  assert.match((await sentMessages(app))[0]?.body ?? "", /It can be used for 10 minutes\./);
});

test("a code that was sent is not kept in clear", async (t) => {
  const app = appFor(t);
  await withMailCodes(app);
  await withCodeSent(app);
  const code = await newestCode(app);
  const kept = JSON.stringify([
    app.store.database.rows("SELECT data FROM sessions"),
    app.store.database.rows("SELECT data FROM devices"),
  ]);
  assert.ok(!new RegExp(`\\b${code}\\b`).test(kept));
});

test("a code that is too long is refused", async (t) => {
  const app = appFor(t);
  await withMailCodes(app);
  const browser = await withCodeSent(app);
  assert.equal(await said(browser, mfa, { code: "1".repeat(65) }), "Ensure this field has no more than 64 characters.");
});
