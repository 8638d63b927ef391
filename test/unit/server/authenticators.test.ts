import assert from "node:assert/strict";
import { test } from "node:test";
import type { FlowApp } from "../../../src/server/http/create-app.ts";
import { wrongCode } from "./support/second-factors.ts";
import { expectChallenge, sentMessages, testApp, TestBrowser } from "./support/test-app.ts";
import { home, mfa, appFor, withApp, atSecondFactor } from "./support/shipped-second-factor.ts";

async function newestCode(app: FlowApp): Promise<string> {
  return /\b\d{6}\b/.exec((await sentMessages(app))[0]?.body ?? "")?.[0] ?? "";
}

test("an authenticator app is set up with a real code, and keeps its secret over a reload", async (t) => {
  const browser = new TestBrowser(testApp(t));
  await browser.signIn("user");
  const flow = "default-authenticator-totp-setup";
  const { config_url } = expectChallenge(await browser.get(flow), "ak-stage-authenticator-totp");
  assert.match(
    config_url,
    /^otpauth:\/\/totp\/Flow%20Demo%3Auser\?secret=[A-Z2-7]{32}&algorithm=SHA1&digits=6&period=30&issuer=Flow%20Demo$/,
  );
  assert.equal(expectChallenge(await browser.get(flow), "ak-stage-authenticator-totp").config_url, config_url);
  const wrong = expectChallenge(await browser.post(flow, { code: "000000" }), "ak-stage-authenticator-totp");
  assert.deepEqual(wrong.response_errors, { code: [{ string: wrongCode.app, code: "invalid" }] });
  const code = appFor(config_url)();
  assert.deepEqual(await browser.post(flow, { code: `${code.slice(0, 3)} ${code.slice(3)}` }), home);
});

test("signing in with a code of the app, once for each code", async (t) => {
  const app = testApp(t);
  const code = await withApp(app);
  const { browser, challenge } = await atSecondFactor(app);
  assert.deepEqual(
    challenge.device_challenges.map(({ device_class }) => device_class),
    ["totp"],
  );
  const now = code();
  assert.deepEqual(await browser.post(mfa, { code: now }), home);
  const second = await atSecondFactor(app);
  const again = expectChallenge(await second.browser.post(mfa, { code: now }), "ak-stage-authenticator-validate");
  assert.deepEqual(again.response_errors, { code: [{ string: wrongCode.app, code: "invalid" }] });
});

test("after a wrong code even the right one has to wait, and is told so", async (t) => {
  const app = testApp(t);
  const code = await withApp(app);
  const { browser } = await atSecondFactor(app);
  t.mock.timers.enable({ apis: ["Date"], now: Date.now() });
  const wrong = expectChallenge(await browser.post(mfa, { code: "000000" }), "ak-stage-authenticator-validate");
  assert.deepEqual(wrong.response_errors, { code: [{ string: wrongCode.app, code: "invalid" }] });
  const early = expectChallenge(await browser.post(mfa, { code: code() }), "ak-stage-authenticator-validate");
  const wait = "That was too soon after a wrong code. Try again in 1 second.";
  assert.deepEqual(early.response_errors, { code: [{ string: wait, code: "throttled" }] });
  t.mock.timers.tick(1000);
  assert.deepEqual(await browser.post(mfa, { code: code() }), home);
});

test("the wait doubles, is said in the reader's language, and what comes too soon makes it no longer", async (t) => {
  const app = testApp(t);
  await withApp(app);
  const { browser } = await atSecondFactor(app);
  browser.headers["accept-language"] = "de";
  t.mock.timers.enable({ apis: ["Date"], now: Date.now() });
  for (const wait of [1, 2, 4, 8]) {
    const wrong = expectChallenge(await browser.post(mfa, { code: "000000" }), "ak-stage-authenticator-validate");
    // A wait that is over before the next code is there is not worth a word.
    assert.match(wrong.response_errors?.code?.[1]?.string ?? "1 2", new RegExp(`\\b${wait}\\b`));
    assert.equal(wrong.response_errors?.code?.length, wait < 4 ? 1 : 2);
    for (let tries = 0; tries < 10; tries++) await browser.post(mfa, { code: "000000" });
    const early = expectChallenge(await browser.post(mfa, { code: "000000" }), "ak-stage-authenticator-validate");
    assert.match(early.response_errors?.code?.[0]?.string ?? "", new RegExp(`\\b${wait}\\b`));
    t.mock.timers.tick(wait * 1000);
  }
});

test("a recovery code is taken however it is typed, and a wrong one is not about a clock", async (t) => {
  const app = testApp(t);
  const owner = new TestBrowser(app);
  await owner.signIn("user");
  const flow = "default-authenticator-static-setup";
  const { codes } = expectChallenge(await owner.get(flow), "ak-stage-authenticator-static");
  await owner.post(flow, {});
  const { browser } = await atSecondFactor(app);
  const wrong = expectChallenge(await browser.post(mfa, { code: "not one" }), "ak-stage-authenticator-validate");
  assert.equal(wrong.response_errors?.code?.[0]?.string, wrongCode.list);
  t.mock.timers.enable({ apis: ["Date"], now: Date.now() + 2000 });
  const [code = ""] = codes;
  const typed = ` ${code.slice(0, 5).toLowerCase()}\u2011${code.slice(5, 10)}\u00A0\u2013 ${code.slice(10)}\u200B. `;
  assert.deepEqual(await browser.post(mfa, { code: typed }), home);
});

test("the digits of a code may be those of any script", async (t) => {
  const app = testApp(t);
  const code = await withApp(app);
  const { browser } = await atSecondFactor(app);
  const zeros = [0x660, 0x6f0, 0xff10, 0x966];
  const written = Array.from(code(), (digit, place) =>
    String.fromCodePoint((zeros[place % zeros.length] ?? 0x30) + Number(digit)),
  );
  assert.deepEqual(await browser.post(mfa, { code: written.join("") }), home);
});

test("recovery codes work once each", async (t) => {
  const app = testApp(t);
  const owner = new TestBrowser(app);
  await owner.signIn("user");
  const flow = "default-authenticator-static-setup";
  const { codes } = expectChallenge(await owner.get(flow), "ak-stage-authenticator-static");
  assert.equal(codes.length, 6);
  // As many bits as twelve letters and digits of all kinds, without any that look like another.
  assert.ok(codes.every((code) => /^[A-HJKMNP-Z2-9]{15}$/.test(code)));
  assert.deepEqual(expectChallenge(await owner.get(flow), "ak-stage-authenticator-static").codes, codes);
  assert.deepEqual(await owner.post(flow, {}), home);
  const first = await atSecondFactor(app);
  assert.deepEqual(await first.browser.post(mfa, { code: codes[0] }), home);
  const second = await atSecondFactor(app);
  expectChallenge(await second.browser.post(mfa, { code: codes[0] }), "ak-stage-authenticator-validate");
});

test("codes by email: set up at the user's own address, sent when the device is chosen", async (t) => {
  const app = testApp(t);
  const owner = new TestBrowser(app);
  await owner.signIn("user");
  const flow = "default-authenticator-email-setup";
  const setup = expectChallenge(await owner.get(flow), "ak-stage-authenticator-email");
  assert.deepEqual([setup.email, setup.email_required], ["u***@e******.test", false]);
  assert.deepEqual(await owner.post(flow, { code: await newestCode(app) }), home);
  const again = expectChallenge(await owner.get(flow), "ak-stage-access-denied");
  assert.equal(again.error_message, "The user already has an email address registered for MFA.");

  const { browser, challenge } = await atSecondFactor(app);
  const sentBefore = (await sentMessages(app)).length;
  const selected = { selected_challenge: challenge.device_challenges[0] };
  const sent = expectChallenge(await browser.post(mfa, selected), "ak-stage-authenticator-validate");
  assert.deepEqual(sent.response_errors, { non_field_errors: [{ string: "Empty response", code: "invalid" }] });
  assert.equal((await sentMessages(app)).length, sentBefore + 1);
  assert.deepEqual(await browser.post(mfa, { code: await newestCode(app) }), home);
});

test("codes by text message: a number is asked for, taken, and may be changed", async (t) => {
  const app = testApp(t);
  const browser = new TestBrowser(app);
  await browser.signIn("user");
  const flow = "default-authenticator-sms-setup";
  assert.equal(expectChallenge(await browser.get(flow), "ak-stage-authenticator-sms").phone_number_required, true);
  const none = expectChallenge(await browser.post(flow, {}), "ak-stage-authenticator-sms");
  assert.deepEqual(none.response_errors?.non_field_errors, [{ string: "phone_number required", code: "invalid" }]);
  const wrong = expectChallenge(await browser.post(flow, { phone_number: "call me" }), "ak-stage-authenticator-sms");
  assert.deepEqual(wrong.response_errors?.non_field_errors, [
    { string: "This number cannot be used. Check it, or use another one.", code: "invalid" },
  ]);
  await browser.post(flow, { phone_number: "+1 202 555 0101" });
  const taken = expectChallenge(
    await browser.post(flow, { phone_number: "+1 202 555 0100" }),
    "ak-stage-authenticator-sms",
  );
  assert.deepEqual([taken.response_errors, taken.phone_number_required], [{}, false]);
  assert.equal((await sentMessages(app))[0]?.recipient, "+12025550100");
  assert.match((await sentMessages(app))[0]?.body ?? "", /\n@id\.example #\d{6}$/);
  assert.deepEqual(await browser.post(flow, { code: await newestCode(app) }), home);
});

test("a text message that cannot be sent is said so", async (t) => {
  const app = testApp(t);
  const stage = app.store.objects.list("authentik_stages_authenticator_sms.authenticatorsmsstage")[0];
  assert.ok(stage);
  app.store.objects.update(stage.pk, null, { ...stage.data, account_sid: "http://127.0.0.1:1/" });
  const browser = new TestBrowser(app);
  await browser.signIn("user");
  const answer = await browser.post("default-authenticator-sms-setup", { phone_number: "+12025550100" });
  const failed = expectChallenge(answer, "ak-stage-authenticator-sms");
  assert.equal(failed.response_errors?.non_field_errors?.[0]?.string, "The text message could not be sent.");
  assert.equal(failed.phone_number_required, true);
});

test("a passkey that nobody here knows is refused with a code of its own, so that its keeper can be told", async (t) => {
  const app = testApp(t);
  const flow = "default-passwordless-flow";
  const component = "ak-stage-authenticator-validate";
  const user = app.store.users.findByUsername("user");
  const device = {
    userPk: user?.pk ?? 0,
    deviceClass: "webauthn",
    name: "",
    stage: "",
    uniqueKey: "webauthn:BBBB",
  } as const;
  app.store.devices.insert({ ...device, data: { credentialId: "BBBB", publicKey: "", counter: 0 } }, Date.now());
  for (const [id, code] of [
    ["AAAA", "unknown_credential"],
    ["BBBB", "invalid"],
  ]) {
    const browser = new TestBrowser(app);
    await browser.get(flow);
    const refused = expectChallenge(await browser.post(flow, { webauthn: { id } }), component);
    assert.equal(refused.response_errors?.webauthn?.[0]?.code, code);
  }
});
