import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Page } from "playwright-core";
import { ready, signIn, step } from "./support/sign-in.ts";
import { setUp } from "./support/set-up.ts";
import { violations } from "./support/visit.ts";

const { server, visit } = setUp();

async function fill(page: Page, values: Record<string, string>): Promise<void> {
  for (const [label, value] of Object.entries(values)) await page.getByLabel(label, { exact: true }).fill(value);
}

/** The link in the newest e-mail. */
async function newestLink(): Promise<string> {
  await server.mailSent();
  return /http\S+/.exec(server.store.outbox.list()[0]?.body ?? "")?.[0] ?? "";
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
      await fill(page, { "Password (repeat)": password });
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

  it("gets a new password by e-mail", () =>
    visit(async ({ page }) => {
      await page.goto(server.flow("default-recovery-flow"));
      await ready(page);
      await page.getByLabel("Email or username").fill("admin");
      await page.keyboard.press("Enter");
      await page.getByRole("button", { name: /again/i }).waitFor();
      await page.goto(await newestLink());
      await page.getByRole("button", { name: "Continue" }).click();
      await page.getByLabel("Password (repeat)", { exact: true }).waitFor();
      await fill(page, { Password: "short", "Password (repeat)": "short" });
      await page.keyboard.press("Enter");
      await page.getByText("Choose at least 8 characters.").waitFor();
      await fill(page, { Password: "seven silver spoons", "Password (repeat)": "seven silver spoons" });
      await page.keyboard.press("Enter");
      await page.waitForURL("**/if/user/");
    }));

  it("is changed with what it has filled in, and deleted only when that is meant", () =>
    visit(async ({ page }) => {
      await signIn(page, server.flow("default-authentication-flow", "next=%2Fif%2Fuser%2F"));
      await page.waitForURL("**/if/user/");
      await page.goto(server.flow("default-user-settings-flow", "next=%2Fif%2Fuser%2F"));
      await step(page, "Your account");
      assert.equal(await page.getByLabel("Username", { exact: true }).inputValue(), "user");
      await fill(page, { "Name (optional)": "Jane M. Doe" });
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: "Jane M. Doe" }).waitFor();
      await page.goto(server.flow("default-unenrollment-flow"));
      await page.getByText("This cannot be undone.").waitFor();
      assert.deepEqual(await violations(page), []);
      await page.getByRole("button", { name: "Continue" }).click();
      await step(page, "Sign in");
      assert.equal(server.store.users.findByUsername("user"), undefined);
    }));
});
