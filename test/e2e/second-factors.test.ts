import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Secret, TOTP } from "otpauth";
import type { Page } from "playwright-core";
import { platformAuthenticator } from "../support/authenticator-options.ts";
import { ready, signIn } from "./support/sign-in.ts";
import { setUp } from "./support/set-up.ts";
import { violations } from "./support/visit.ts";
import { stepBefore } from "../support/totp-step.ts";

const { server, visit } = setUp({ expressions: true });

async function toSecondFactor(page: Page): Promise<void> {
  await signIn(page, server.flow("default-authentication-flow-mfa", "next=%2Fif%2Fuser%2F"));
}

/** Plugs in an authenticator that recognises its person and is touched at once. */
async function plugIn(page: Page): Promise<void> {
  const client = await page.context().newCDPSession(page);
  await client.send("WebAuthn.enable", { enableUI: false });
  await client.send("WebAuthn.addVirtualAuthenticator", {
    options: platformAuthenticator,
  });
}

describe("a second factor", () => {
  it("is set up on the way to signing in, and shown the next time: an authenticator app with real codes", async () => {
    let secret = "";
    await visit(async ({ page }) => {
      await toSecondFactor(page);
      await page.getByRole("button", { name: /Authenticator app/ }).click();
      await page.getByRole("img").first().waitFor();
      assert.deepEqual(await violations(page), []);
      const link = page.locator("a[href^='otpauth:']").first();
      secret = new URL((await link.getAttribute("href")) ?? "").searchParams.get("secret") ?? "";
      const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: await stepBefore() });
      await page.getByLabel("Code from the app").fill(code);
      await page.keyboard.press("Enter");
      await page.waitForURL("**/if/user/");
    });
    await visit(async ({ page }) => {
      await toSecondFactor(page);
      const field = page.locator("input[autocomplete~='one-time-code']");
      await field.waitFor();
      assert.deepEqual(await violations(page), []);
      const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate();
      await field.fill(`${code.slice(0, 3)} ${code.slice(3)}`);
      await page.keyboard.press("Enter");
      await page.waitForURL("**/if/user/");
    });
  });

  it("is a passkey that is registered, and then signs in by itself, without name or password", () =>
    visit(async ({ page }) => {
      await signIn(page, server.flow("default-authentication-flow", "next=%2Fif%2Fuser%2F"));
      await page.waitForURL("**/if/user/");
      await plugIn(page);
      await page.goto(server.flow("default-authenticator-webauthn-setup", "next=%2Fif%2Fuser%2F"));
      const create = page.getByRole("button", { name: /passkey|security key|continue|register/i }).first();
      await Promise.race([create.click().catch(() => undefined), page.waitForURL("**/if/user/")]);
      await page.waitForURL("**/if/user/");
      const user = server.store.users.findByUsername("user");
      const classes = server.store.devices.listByUser(user?.pk ?? 0).map(({ deviceClass }) => deviceClass);
      assert.ok(classes.includes("webauthn"));

      await page.context().clearCookies();
      await page.goto(server.flow("default-passwordless-flow", "next=%2Fif%2Fuser%2F"));
      await page.waitForURL("**/if/user/");
      await page.getByRole("heading", { name: "Jane Doe" }).waitFor();
    }));

  it("is a passkey that signs in from the form of the name, and spares the password", () =>
    visit(async ({ page }) => {
      await signIn(page, server.flow("default-authentication-flow", "next=%2Fif%2Fuser%2F"));
      await page.waitForURL("**/if/user/");
      await plugIn(page);
      await page.goto(server.flow("default-authenticator-webauthn-setup", "next=%2Fif%2Fuser%2F"));
      await page.waitForURL("**/if/user/");
      await page.context().clearCookies();
      await page.goto(server.flow("default-authentication-flow-mfa", "next=%2Fif%2Fuser%2F"));
      await ready(page);
      const button = page.getByRole("button", { name: "Sign in with a passkey" });
      // The browser may offer the passkey by itself before anybody presses anything.
      await Promise.race([button.click().catch(() => undefined), page.waitForURL("**/if/user/")]);
      await page.waitForURL("**/if/user/");
      await page.getByRole("heading", { name: "Jane Doe" }).waitFor();
    }));
});
