import assert from "node:assert/strict";
import { test } from "node:test";
import { Secret, TOTP } from "otpauth";
import type { FlowApp } from "../../../../src/server/http/create-app.ts";
import { said, signedInAs, signIn, tryPassword } from "../support/advisories.ts";
import { appFor, atSecondFactor, home, mfa, withMailCodes, wrongCode } from "../support/second-factors.ts";
import { demoPassword, expectChallenge, sentMessages, testApp, TestBrowser } from "../support/test-app.ts";

test("GHSA-qgqp-xh8r-v73r (authentik): no way of writing an address has the code sent elsewhere", async (t) => {
  const app = appFor(t);
  const { browser, challenge } = await atSecondFactor(app);
  const byMail = challenge.configuration_stages.find(({ verbose_name }) => verbose_name === "Email Authenticator");
  await browser.post(mfa, { selected_stage: byMail?.pk });
  const evil = "mallory@evil.example";
  for (const email of [evil, `user@example.test, ${evil}`, [evil], ["user@example.test", evil], { address: evil }]) {
    for (const more of [{}, { code: "" }, { code: "000000" }, { to: evil, recipient: evil }]) {
      assert.notEqual(await said(browser, mfa, { email, ...more }), home);
    }
  }
  const recipients = new Set((await sentMessages(app)).map(({ recipient }) => recipient));
  assert.deepEqual(recipients, new Set(["user@example.test"]));
  assert.equal(await signedInAs(browser), undefined);
});

/** Gives the demonstration's user an authenticator app, of which the code of a time is told. */
async function withApp(app: FlowApp): Promise<(time: number) => string> {
  const flow = "default-authenticator-totp-setup";
  const owner = new TestBrowser(app);
  await owner.signIn("user");
  const { config_url: url } = expectChallenge(await owner.get(flow), "ak-stage-authenticator-totp");
  const totp = new TOTP({ secret: Secret.fromBase32(new URL(url).searchParams.get("secret") ?? "") });
  const code = (timestamp: number): string => totp.generate({ timestamp });
  assert.equal(await said(owner, flow, { code: code(Date.now()) }), home);
  return code;
}

test("CVE-2024-7318 (Keycloak): the code of an authenticator app is good for its time and its neighbours', and once", async (t) => {
  const app = appFor(t);
  const start = Math.floor(Date.now() / 30_000) * 30_000 + 15_000;
  const clock = t.mock.method(Date, "now", () => start);
  const code = await withApp(app);
  clock.mock.mockImplementation(() => start + 120_000);
  const later = await atSecondFactor(app);
  assert.equal(await said(later.browser, mfa, { code: code(start + 60_000) }), wrongCode.app);
  // After a wrong code the device has to wait.
  clock.mock.mockImplementation(() => start + 240_000);
  assert.equal(await said(later.browser, mfa, { code: code(start + 240_000) }), home);
  const again = await atSecondFactor(app);
  assert.equal(await said(again.browser, mfa, { code: code(start + 240_000) }), wrongCode.app);
});

test("CVE-2025-3910 (Keycloak): whoever has to set up a second factor cannot give that up and be in", async (t) => {
  const app = appFor(t);
  const { browser } = await atSecondFactor(app);
  const login = app.store.objects.list("authentik_stages_user_login.userloginstage").map(({ pk }) => pk);
  for (const selected_stage of [...login, "", "00000000-0000-0000-0000-000000000000"]) {
    assert.notEqual(await said(browser, mfa, { selected_stage, cancel: true }), home);
  }
  for (const query of ["cancel=1", "kc_action_status=cancelled", "next=%2Fif%2Fuser%2F"]) {
    assert.notEqual(await said(browser, mfa, {}, query), home);
  }
  await browser.request("/flows/-/cancel/?next=%2Fif%2Fuser%2F");
  assert.equal(await signedInAs(browser), undefined);
});

test("CVE-2026-94218 (Keycloak): beginning anew, or in another flow, leaves no password behind and no factor out", async (t) => {
  const app = appFor(t);
  await withMailCodes(app);
  const { browser } = await atSecondFactor(app);
  expectChallenge(await browser.get(signIn), "ak-stage-identification");
  assert.notEqual(await said(browser, signIn, {}), home);
  expectChallenge(await browser.get(mfa), "ak-stage-identification");
  const other = await atSecondFactor(app);
  await other.browser.request("/flows/-/cancel/?next=%2F");
  expectChallenge(await other.browser.get(mfa), "ak-stage-identification");
  for (const each of [browser, other.browser]) assert.equal(await signedInAs(each), undefined);
});

test("CVE-2026-16103 (Keycloak): a lock holds in every flow, and for who began before it", async (t) => {
  const app = appFor(t);
  const early = new TestBrowser(app);
  await early.post(mfa, { uid_field: "user" });
  for (let attempt = 0; attempt < 10; attempt++) {
    assert.equal(await tryPassword(app, "user", "wrong"), "Invalid password");
  }
  assert.match(await said(early, mfa, { password: demoPassword }), /^Too many attempts/);
  assert.match(
    await tryPassword(app, "user", demoPassword, "default-authentication-flow-compat"),
    /^Too many attempts/,
  );
  const onePage = { uid_field: "user", password: demoPassword };
  assert.notEqual(await said(new TestBrowser(app), "default-authentication-flow-one-page", onePage), home);
});

test("CVE-2026-54730 (authentik): a check that happens elsewhere is not over because the page says so", async (t) => {
  const browser = new TestBrowser(testApp(t));
  const flow = "demo-captcha";
  expectChallenge(await browser.get(flow), "ak-stage-captcha");
  for (const body of [{}, { token: "" }, { token: "made up" }, { token: null }, { success: true, token: "true" }]) {
    expectChallenge(await browser.post(flow, body), "ak-stage-captcha");
  }
});
