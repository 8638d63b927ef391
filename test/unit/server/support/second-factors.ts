import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import type { FlowApp } from "../../../../src/server/http/create-app.ts";
import { addBlueprint, demoPassword, expectChallenge, sentMessages, testApp, TestBrowser } from "./test-app.ts";

/** Sign-in with a second factor, without the expression that the shipped flow has: Python takes seconds to start. */
export const mfa = "second-factor";
export const mailSetup = "default-authenticator-email-setup";
export const textSetup = "default-authenticator-sms-setup";
/** Where a flow ends. */
export const home = "xak-flow-redirect";
/** What is said to wrong codes, by what they were meant to be. */
export const wrongCode = {
  app: "This code is not right. Check that the clock of your device is right, then use the newest code.",
  list: "This recovery code is not right, or was used before. Try another one.",
  sent: "This code is not right. Use the one from the newest message, or have another one sent.",
  over: "This code can no longer be used. Have another one sent.",
  any: "This code is not right. Check it, or choose another way.",
} as const;

export function appFor(t: TestContext): FlowApp {
  const app = testApp(t);
  const binding = (model: string, name: string, order: number): string =>
    `  - { model: authentik_flows.flowstagebinding, identifiers: { target: !KeyOf flow, stage: !Find [authentik_stages_${model}, [name, ${name}]], order: ${order} } }`;
  addBlueprint(
    app,
    [
      `  - { model: authentik_flows.flow, id: flow, identifiers: { slug: ${mfa} }, attrs: { name: x, title: x, designation: authentication } }`,
      binding("identification.identificationstage", "default-authentication-identification", 0),
      binding("password.passwordstage", "default-authentication-password", 1),
      binding("authenticator_validate.authenticatorvalidatestage", "default-authentication-mfa-validation", 2),
      binding("user_login.userloginstage", "default-authentication-login", 3),
    ].join("\n"),
  );
  return app;
}

export async function newestCode(app: FlowApp): Promise<string> {
  return /\b\d{6}\b/.exec((await sentMessages(app))[0]?.body ?? "")?.[0] ?? "";
}

/** Another code than this one; a different one for each number. */
export function otherThan(code: string, number = 1): string {
  return String((Number(code) + number) % 1_000_000).padStart(6, "0");
}

/** What is said of an answer. */
export async function said(browser: TestBrowser, slug: string, body: object): Promise<string> {
  const answer = await browser.post(slug, body);
  const errors = "response_errors" in answer ? Object.values(answer.response_errors ?? {}) : [];
  return errors[0]?.[0]?.string ?? answer.component;
}

/** A browser that has given name and password of the demonstration's user. */
export async function atSecondFactor(app: FlowApp, name = "user") {
  const browser = new TestBrowser(app);
  await browser.post(mfa, { uid_field: name });
  const challenge = expectChallenge(
    await browser.post(mfa, { password: demoPassword }),
    "ak-stage-authenticator-validate",
  );
  return { browser, challenge };
}

/** Gives the demonstration's user codes by mail. */
export async function withMailCodes(app: FlowApp): Promise<void> {
  const owner = new TestBrowser(app);
  await owner.signIn("user");
  await owner.get(mailSetup);
  assert.equal((await owner.post(mailSetup, { code: await newestCode(app) })).component, home);
}

export async function withTextCodes(app: FlowApp): Promise<void> {
  const owner = new TestBrowser(app);
  await owner.signIn("user");
  await owner.post(textSetup, { phone_number: "+12025550100" });
  assert.equal((await owner.post(textSetup, { code: await newestCode(app) })).component, home);
}

/** At the second factor, with a code sent to the first device of a class. */
export async function withCodeSent(app: FlowApp, deviceClass = "email"): Promise<TestBrowser> {
  const { browser, challenge } = await atSecondFactor(app);
  const selected = challenge.device_challenges.find(({ device_class }) => device_class === deviceClass);
  assert.equal(await said(browser, mfa, { selected_challenge: selected }), "Empty response");
  return browser;
}
