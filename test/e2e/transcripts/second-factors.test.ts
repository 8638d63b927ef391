import assert from "node:assert/strict";
import { it } from "node:test";
import { Secret, TOTP } from "otpauth";
import type { Page } from "playwright-core";
import { demoPassword } from "../support/running-server.ts";
import { setUp } from "../support/set-up.ts";
import { ready } from "../support/sign-in.ts";
import { bothModes } from "./support/both-modes.ts";
import { Transcript } from "./support/transcript.ts";
import { appClock } from "../../support/totp-step.ts";

const { server, visit } = setUp({ expressions: true });

bothModes(server, () => {
  it("an authenticator app is set up on the way to signing in, and asked for the next time", async () => {
    const devices = (): readonly { readonly pk: number }[] =>
      server.store.devices.listByUser(server.store.users.findByUsername("user")?.pk ?? 0);
    let secret = "";
    let clock = appClock();
    const code = (timestamp: number): string => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp });

    const toSecondFactor = async (page: Page): Promise<Transcript> => {
      await page.goto(server.flow("default-authentication-flow-mfa", "next=/if/user/"));
      await ready(page);
      const transcript = await Transcript.of(page);
      await transcript.step("Sign in");
      await transcript.type("user");
      await transcript.press("Enter");
      await transcript.step("Enter your password");
      await transcript.type(demoPassword, "the password");
      await transcript.press("Enter");
      return transcript;
    };

    await visit(async ({ page }) => {
      const transcript = await toSecondFactor(page);
      await transcript.step("Protect your account");
      await transcript.tabTo(/Authenticator app/);
      await transcript.press("Enter");
      await transcript.step("Set up your authenticator app");
      const link = await page.locator("a[href^='otpauth:']").first().getAttribute("href");
      secret = new URL(link ?? "").searchParams.get("secret") ?? "";
      await transcript.tabTo(/Code/);
      clock = appClock();
      await transcript.type(code(clock.before()), "the code");
      await transcript.press("Enter");
      await transcript.arrives("/if/user/");
      transcript.compare("setting-up-a-second-factor");
    });

    await visit(async ({ page }) => {
      const transcript = await toSecondFactor(page);
      await transcript.step("Enter your code");
      await transcript.type("000000");
      await transcript.press("Enter");
      await page.locator("[aria-invalid=true], .ak-problem:not([hidden])").waitFor();
      await transcript.step("Enter your code");
      transcript.note("waits until another code may be tried");
      await page.waitForTimeout(2_000);
      await transcript.type(code(clock.now()), "the code");
      await transcript.press("Enter");
      await transcript.arrives("/if/user/");
      transcript.compare("a-second-factor");
    });

    for (const { pk } of devices()) server.store.devices.remove(pk);
    assert.deepEqual(devices(), []);
  });
});
