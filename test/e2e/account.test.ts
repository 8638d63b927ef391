import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Page } from "playwright-core";
import { hashPassword } from "../../src/server/store/password-hash.ts";
import { demoPassword } from "./support/running-server.ts";
import { ready, signIn, step } from "./support/sign-in.ts";
import { setUp } from "./support/set-up.ts";
import { violations } from "./support/visit.ts";

const { server, visit } = setUp({ expressions: true });

async function fill(page: Page, values: Record<string, string>): Promise<void> {
  for (const [label, value] of Object.entries(values)) await page.getByLabel(label, { exact: true }).fill(value);
}

/** The link in the newest email. */
async function newestLink(): Promise<string> {
  await server.mailSent();
  return /http\S+/.exec(server.store.outbox.list()[0]?.body ?? "")?.[0] ?? "";
}

async function atHome(page: Page): Promise<void> {
  await signIn(page, server.flow("default-authentication-flow"));
  await page.waitForURL("**/if/user/");
}

/** The word of success on the account's page, which has the focus. */
async function told(page: Page, text: string): Promise<void> {
  await page.waitForURL("**/if/user/");
  await page.getByRole("status").filter({ hasText: text }).waitFor();
  assert.match(await page.evaluate(() => document.activeElement?.textContent ?? ""), new RegExp(text));
}

describe("an account", () => {
  it("is made, confirmed by a link in another browser, and signed in there", () =>
    visit(async ({ page }) => {
      await page.goto(server.flow("default-authentication-flow"));
      await ready(page);
      await page.getByRole("link", { name: "Create an account" }).click();
      await step(page, "Create an account");
      assert.deepEqual(await violations(page), []);
      const password = "a walk in the park";
      await fill(page, { Username: "user", "Name (optional)": "Nina", Email: "nina@example.test", Password: password });
      await fill(page, { "Repeat the password": password });
      await page.keyboard.press("Enter");
      // Taken; all else is still there.
      await page.getByText("Username is already taken.").waitFor();
      assert.equal(await page.getByLabel("Email", { exact: true }).inputValue(), "nina@example.test");
      assert.equal(await page.getByLabel("Password", { exact: true }).inputValue(), password);
      await fill(page, { Username: "nina" });
      await page.keyboard.press("Enter");
      await step(page, "Check your email");

      await visit(async ({ page: there }) => {
        await there.goto(await newestLink());
        await there.getByText("Continue to confirm this email address.").first().waitFor();
        assert.deepEqual(await violations(there), []);
        await there.getByRole("button", { name: "Continue" }).click();
        await there.waitForURL("**/if/user/");
        await there.getByRole("heading", { name: "Nina" }).waitFor();
      });
    }));

  it("gets a new password by email", () =>
    visit(async ({ page }) => {
      await page.goto(server.flow("account-recovery"));
      await ready(page);
      await page.getByLabel("Email or username").fill("admin");
      await page.keyboard.press("Enter");
      await page.getByRole("button", { name: /again/i }).waitFor();
      await page.goto(await newestLink());
      await page.getByRole("button", { name: "Continue" }).click();
      await page.getByLabel("Repeat the new password", { exact: true }).waitFor();
      await fill(page, { "New password": "short", "Repeat the new password": "short" });
      await page.keyboard.press("Enter");
      await page.getByText("Choose at least 8 characters.").waitFor();
      await fill(page, { "New password": "seven silver spoons", "Repeat the new password": "seven silver spoons" });
      await page.keyboard.press("Enter");
      await page.waitForURL("**/if/user/");
    }));

  it("is changed from its own page, which says what was done", () =>
    visit(async ({ page }) => {
      await atHome(page);
      await page.getByRole("link", { name: "Change your name or language" }).click();
      await step(page, "Change your name or language");
      assert.equal(await page.getByLabel("Username", { exact: true }).inputValue(), "user");
      await fill(page, { "Name (optional)": "Jane M. Doe" });
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: "Jane M. Doe" }).waitFor();
      await told(page, "Your changes are saved.");

      await page.getByRole("link", { name: "Change your password" }).click();
      await step(page, "Enter your password");
      await fill(page, { Password: demoPassword });
      await page.keyboard.press("Enter");
      await fill(page, { "New password": "nine noisy newts", "Repeat the new password": "nine noisy newts" });
      await page.keyboard.press("Enter");
      await told(page, "Your password is changed.");
      server.store.users.setPasswordHash(
        server.store.users.findByUsername("user")?.pk ?? 0,
        hashPassword(demoPassword),
      );
    }));

  it("has second factors that are added, renamed and removed", () =>
    visit(async ({ page }) => {
      await atHome(page);
      await page.getByRole("link", { name: "Get recovery codes" }).click();
      await step(page, "Save your recovery codes");
      await page.getByLabel("I have saved these codes").check();
      await page.getByRole("button", { name: "Continue" }).click();
      await told(page, "Your recovery codes are ready.");
      await page.getByRole("link", { name: "Rename Recovery codes" }).click();
      await page.getByLabel("New name").fill("In the safe");
      assert.deepEqual(await violations(page), []);
      await page.keyboard.press("Enter");
      await told(page, "The new name is saved.");
      await page.getByRole("link", { name: "Remove In the safe" }).click();
      await page.getByRole("heading", { name: "Remove In the safe?" }).waitFor();
      assert.deepEqual(await violations(page), []);
      await page.getByRole("button", { name: "Remove" }).click();
      await told(page, "The second factor is removed.");
      assert.equal(await page.getByText("In the safe").count(), 0);
    }));

  it("shows where one is signed in, and signs out elsewhere", () =>
    visit(async ({ page }) => {
      await visit(async ({ page: other }) => {
        await atHome(other);
        await atHome(page);
        assert.deepEqual(await violations(page), []);
        await page.getByRole("button", { name: "Sign out everywhere else" }).click();
        await told(page, "You are signed out everywhere else.");
        await other.goto(`${server.origin}/if/user/`);
        await step(other, "Sign in");
      });
    }));

  it("is deleted only when that is meant, and then is said to be gone", () =>
    visit(async ({ page }) => {
      await atHome(page);
      await page.getByRole("link", { name: "Delete account" }).click();
      await step(page, "Delete the account user");
      await page.getByText("This cannot be undone.").waitFor();
      assert.deepEqual(await violations(page), []);
      await page.getByRole("link", { name: "Cancel" }).click();
      await page.waitForURL("**/if/user/");
      await page.getByRole("link", { name: "Delete account" }).click();
      await step(page, "Delete the account user");
      await ready(page);
      await page.keyboard.type("somebody");
      await page.keyboard.press("Enter");
      await page.getByText("This is not your username.").first().waitFor();
      await fill(page, { "Type your username to confirm": "user" });
      await page.getByRole("button", { name: "Delete account" }).click();
      await page.getByText("Your account is deleted.").waitFor();
      await step(page, "Sign in");
      assert.equal(server.store.users.findByUsername("user"), undefined);
    }));
});

describe("an identity for another site (FedCM)", () => {
  it("is given once the person agrees in the browser's own dialog", async () => {
    await server.restart({ fedcm: new Map() });
    await visit(async ({ page }) => {
      await page.addInitScript(
        "if (window.IdentityProvider) IdentityProvider.close = () => document.documentElement.toggleAttribute('data-closed', true)",
      );
      await signIn(page, new URL("/fedcm/login", server.flow("x")).href, "admin");
      await page.getByText("You can close this window and go on where you were.").waitFor();
      assert.equal(await page.locator("html[data-closed]").count(), 1, "the browser is asked to close it");
      assert.deepEqual(await violations(page), []);
      const client = await page.context().newCDPSession(page);
      await client.send("FedCm.enable", { disableRejectionDelay: true });
      const names: string[] = [];
      client.on("FedCm.dialogShown", ({ dialogId, accounts }) => {
        names.push(...accounts.map(({ email }) => email));
        void client.send("FedCm.selectAccount", { dialogId, accountIndex: 0 });
      });
      const token = await page.evaluate(
        "navigator.credentials.get({ identity: { providers: [{ configURL: location.origin + '/fedcm/config.json', clientId: 'flow-demo', params: { nonce: 'n' } }] } }).then((identity) => identity.token, String)",
      );
      const [, claims = ""] = String(token).split(".");
      const said = JSON.parse(Buffer.from(claims, "base64url").toString() || JSON.stringify(token)) as {
        email?: string;
      };
      const user = server.store.users.findByUsername("admin");
      assert.deepEqual([names, said.email], [[user?.email], user?.email], JSON.stringify(said));
    });
  });
});
