import assert from "node:assert/strict";
import { test } from "node:test";
import { addBlueprint, demoPassword, expectChallenge, testApp, TestBrowser } from "./support/test-app.ts";
import { home, mfa, withApp, atSecondFactor } from "./support/shipped-second-factor.ts";

test("whoever has no second factor sets one up on the way", async (t) => {
  const app = testApp(t);
  const { browser, challenge } = await atSecondFactor(app);
  assert.deepEqual(challenge.device_challenges, []);
  assert.deepEqual(
    challenge.configuration_stages.map(({ name, verbose_name }) => `${name} (${verbose_name})`),
    [
      "Authenticator app (TOTP Authenticator)",
      "Passkey (WebAuthn Authenticator)",
      "Codes by email (Email Authenticator)",
      "Recovery codes (Static Authenticator)",
    ],
  );
  const stray = expectChallenge(
    await browser.post(mfa, { selected_stage: "nonsense" }),
    "ak-stage-authenticator-validate",
  );
  assert.deepEqual(stray.response_errors?.selected_stage, [{ string: "Selected stage is invalid", code: "invalid" }]);
  const chosen = { selected_stage: challenge.configuration_stages[3]?.pk };
  expectChallenge(await browser.post(mfa, chosen), "ak-stage-authenticator-static");
  assert.deepEqual(await browser.post(mfa, {}), home);
});

test("what can be set up is called by the reader's words", async (t) => {
  const { browser } = await atSecondFactor(testApp(t));
  browser.headers = { "accept-language": "de" };
  const challenge = expectChallenge(await browser.get(mfa), "ak-stage-authenticator-validate");
  assert.deepEqual(
    challenge.configuration_stages.map(({ name }) => name),
    ["Authentifizierungs-App", "Passkey", "Codes per E-Mail", "Wiederherstellungscodes"],
  );
});

test("another's device cannot be chosen", async (t) => {
  const app = testApp(t);
  await withApp(app);
  const { browser } = await atSecondFactor(app);
  const selected_challenge = { device_class: "totp", device_uid: "999", challenge: {} };
  const answer = expectChallenge(await browser.post(mfa, { selected_challenge }), "ak-stage-authenticator-validate");
  assert.deepEqual(answer.response_errors?.selected_challenge, [
    { string: "invalid challenge selected", code: "invalid" },
  ]);
});

test("a passkey challenge has what WebAuthn wants, and an answer from elsewhere is refused", async (t) => {
  const origin = "http://id.example:9443";
  const app = testApp(t, { publicOrigins: [origin] });
  const browser = new TestBrowser(app, origin);
  await browser.signIn("user");
  const flow = "default-authenticator-webauthn-setup";
  const { registration } = expectChallenge(await browser.get(flow), "ak-stage-authenticator-webauthn");
  assert.deepEqual(registration.rp, { name: "Flow Demo", id: "id.example" });
  assert.equal(Buffer.from(String(registration.challenge), "base64url").length, 64);
  const answer = await browser.post(flow, { response: { id: "x", rawId: "x", type: "public-key", response: {} } });
  const refused = expectChallenge(answer, "ak-stage-authenticator-webauthn");
  assert.match(refused.response_errors?.response?.[0]?.string ?? "", /^Registration failed\. Error: /);
});

test("a second factor is remembered in the browser for as long as the stage says", async (t) => {
  const app = testApp(t);
  const code = await withApp(app);
  const stage = "authentik_stages_authenticator_validate.authenticatorvalidatestage";
  const setThreshold = (duration: string): void =>
    addBlueprint(
      app,
      `  - { model: ${stage}, identifiers: { name: default-authentication-mfa-validation }, attrs: { last_auth_threshold: ${duration} } }`,
    );
  setThreshold("hours=1");
  const { browser } = await atSecondFactor(app);
  assert.deepEqual(await browser.post(mfa, { code: code() }), home);
  await browser.get("default-invalidation-flow");
  await browser.post(mfa, { uid_field: "user" });
  assert.deepEqual(await browser.post(mfa, { password: demoPassword }), home);
  setThreshold("seconds=0");
  await browser.get("default-invalidation-flow");
  await browser.post(mfa, { uid_field: "user" });
  expectChallenge(await browser.post(mfa, { password: demoPassword }), "ak-stage-authenticator-validate");
});

test("what is done where nobody has a second factor is up to the stage", async (t) => {
  const app = testApp(t);
  const stage = "authentik_stages_authenticator_validate.authenticatorvalidatestage";
  const setAction = (action: string): void =>
    addBlueprint(
      app,
      `  - { model: ${stage}, identifiers: { name: default-authentication-mfa-validation }, attrs: { not_configured_action: ${action} } }`,
    );
  const signIn = async () => {
    const browser = new TestBrowser(app);
    await browser.post(mfa, { uid_field: "user" });
    return browser.post(mfa, { password: demoPassword });
  };
  setAction("skip");
  assert.deepEqual(await signIn(), home);
  setAction("deny");
  const { error_message } = expectChallenge(await signIn(), "ak-stage-access-denied");
  assert.equal(error_message, "No (allowed) MFA authenticator configured.");
});
