import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Secret, TOTP } from "otpauth";
import type { Page } from "playwright-core";
import { platformAuthenticator } from "../support/authenticator-options.ts";
import { ready, signIn } from "./support/sign-in.ts";
import { setUp } from "./support/set-up.ts";
import { violations } from "./support/visit.ts";
import { appClock } from "../support/totp-step.ts";

const { server, visit } = setUp({ expressions: true });

async function toSecondFactor(page: Page): Promise<void> {
  await signIn(page, server.flow("default-authentication-flow-mfa", "next=%2Fif%2Fuser%2F"));
}

interface PluggedIn {
  credentials(): Promise<readonly unknown[]>;
  /** It has been told that a credential is gone. */
  readonly forgot: Promise<void>;
}

/** Plugs in an authenticator that recognises its person and is touched at once. */
async function plugIn(page: Page): Promise<PluggedIn> {
  const client = await page.context().newCDPSession(page);
  await client.send("WebAuthn.enable", { enableUI: false });
  const { authenticatorId } = await client.send("WebAuthn.addVirtualAuthenticator", {
    options: platformAuthenticator,
  });
  return {
    credentials: async () => (await client.send("WebAuthn.getCredentials", { authenticatorId })).credentials,
    forgot: new Promise((resolve) => client.once("WebAuthn.credentialDeleted", () => resolve())),
  };
}

describe("a second factor", () => {
  it("is set up on the way to signing in, and shown the next time: an authenticator app with real codes", async () => {
    let secret = "";
    let clock = appClock();
    await visit(async ({ page }) => {
      await toSecondFactor(page);
      await page.getByRole("button", { name: /Authenticator app/ }).click();
      await page.getByRole("img").first().waitFor();
      assert.deepEqual(await violations(page), []);
      const link = page.locator("a[href^='otpauth:']").first();
      secret = new URL((await link.getAttribute("href")) ?? "").searchParams.get("secret") ?? "";
      clock = appClock();
      const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: clock.before() });
      await page.getByLabel("Code from the app").fill(code);
      await page.keyboard.press("Enter");
      await page.waitForURL("**/if/user/");
    });
    await visit(async ({ page }) => {
      await toSecondFactor(page);
      const field = page.locator("input[autocomplete~='one-time-code']");
      await field.waitFor();
      assert.deepEqual(await violations(page), []);
      const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: clock.now() });
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

  it("is a passkey that is offered after the password, and is not offered again; its keeper forgets it when it is removed", () =>
    visit(async ({ page }) => {
      const user = server.store.users.findByUsername("user");
      for (const { pk } of server.store.devices.listByUser(user?.pk ?? 0)) server.store.devices.remove(pk);
      const authenticator = await plugIn(page);
      const flow = server.flow("default-authentication-flow-passkeys", "next=%2Fif%2Fuser%2F");
      await signIn(page, flow);
      await page.getByRole("button", { name: "Create passkey" }).click();
      await page.waitForURL("**/if/user/");
      assert.equal((await authenticator.credentials()).length, 1);
      await page.context().clearCookies();
      // The browser has used one: it offers it where the name is typed in, and the authenticator answers by itself.
      await page.goto(flow);
      await page.waitForURL("**/if/user/");
      await page.getByRole("link", { name: /^Remove / }).click();
      await page.getByRole("button", { name: "Remove" }).click();
      await page.getByText("The passkey is removed.").waitFor();
      assert.equal(server.store.devices.listByUser(user?.pk ?? 0).length, 0);
      await authenticator.forgot;
      assert.deepEqual(await authenticator.credentials(), []);
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
