import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Page } from "playwright-core";
import { signIn } from "./support/sign-in.ts";
import { setUp } from "./support/set-up.ts";
import { violations } from "./support/visit.ts";

const { server, visit } = setUp();

async function signInAsAdministrator(page: Page): Promise<void> {
  await signIn(page, server.flow("default-authentication-flow"), "admin");
  await page.waitForURL("**/if/user/");
}

describe("the flow inspector", () => {
  it("shows administrators the plan from the first step on", () =>
    visit(async ({ page }) => {
      await signInAsAdministrator(page);
      await page.goto(server.flow("demo-dummy", "inspector"));
      const panel = page.getByRole("group", { name: "Plan" });
      await panel.getByText("First step", { exact: true }).waitFor();
      assert.deepEqual(await violations(page), []);
      await page.getByRole("button", { name: "Continue" }).click();
      await panel.locator(".ak-plan-done").waitFor();
    }));

  it("holds a redirect that comes first, until Enter", () =>
    visit(async ({ page, expectConsole }) => {
      expectConsole(/400 \(Bad Request\)/); // A flow that leads on at once has no plan to show.
      await signInAsAdministrator(page);
      // Whoever is signed in is led on at once.
      await page.goto(server.flow("default-authentication-flow", "inspector=open&next=%2Fif%2Fuser%2F"));
      await page.getByRole("button", { name: "Follow the redirect" }).waitFor();
      assert.equal(new URL(page.url()).pathname, "/if/flow/default-authentication-flow/");
      await page.keyboard.press("Enter");
      await page.waitForURL("**/if/user/");
    }));

  it("leaves compatibility mode on, so that administrators see what everybody sees", () =>
    visit(async ({ page }) => {
      await page.goto(server.flow("default-authentication-flow-compat", "inspector=available"));
      await page.getByRole("button", { name: "Flow inspector" }).waitFor();
      assert.equal(await page.evaluate(() => "inUse" in (window.ShadyDOM ?? {})), true);
    }));
});
