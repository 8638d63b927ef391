import assert from "node:assert/strict";
import { Secret, TOTP } from "otpauth";
import type { FlowApp } from "../../../../src/server/http/create-app.ts";
import { demoPassword, expectChallenge, TestBrowser } from "./test-app.ts";
import { appClock } from "../../../support/totp-step.ts";

export const home = { component: "xak-flow-redirect", to: "/" };
export const mfa = "default-authentication-flow-mfa";

/** An authenticator app that has read the set-up's address. */
export function appFor(url: string, clock = appClock()): (timestamp?: number) => string {
  const secret = Secret.fromBase32(new URL(url).searchParams.get("secret") ?? "");
  return (timestamp = clock.now()) => new TOTP({ secret, digits: 6, period: 30 }).generate({ timestamp });
}

/** Sets up an authenticator app for the demonstration's user, with the code of the step before, so that the current one is still good. */
export async function withApp(app: FlowApp): Promise<(timestamp?: number) => string> {
  const browser = new TestBrowser(app);
  await browser.signIn("user");
  const setup = expectChallenge(await browser.get("default-authenticator-totp-setup"), "ak-stage-authenticator-totp");
  const clock = appClock();
  const code = appFor(setup.config_url, clock);
  assert.deepEqual(await browser.post("default-authenticator-totp-setup", { code: code(clock.before()) }), home);
  return code;
}

/** A browser that has given name and password, and what it is asked then. */
export async function atSecondFactor(app: FlowApp) {
  const browser = new TestBrowser(app);
  await browser.post(mfa, { uid_field: "user" });
  const challenge = expectChallenge(
    await browser.post(mfa, { password: demoPassword }),
    "ak-stage-authenticator-validate",
  );
  return { browser, challenge };
}
