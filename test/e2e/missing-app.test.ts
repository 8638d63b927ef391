import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Page } from "playwright-core";
import { ready, step } from "./support/sign-in.ts";
import { setUp } from "./support/set-up.ts";

const { server, visit } = setUp();

const said = /This page needs JavaScript, which has not loaded\./;
const missing = (page: Page) => page.getByRole("alert").filter({ hasText: said });

describe("a page whose app does not come", () => {
  for (const [what, flow] of [
    ["the first form", "default-authentication-flow"],
    ["a page without a form", "account-sign-up"],
    ["the first form in compatibility mode", "default-authentication-flow-compat"],
  ] as const) {
    it(`says so at once where it is blocked, with a way to load it again: ${what}`, () =>
      visit(async ({ page, expectConsole }) => {
        expectConsole(/Failed to load|Failed to fetch|ERR_FAILED|^uncaught: /);
        await page.route("**/static/flow/*.js", (route) => route.abort());
        await page.goto(server.flow(flow));
        await missing(page).waitFor({ timeout: 3000 });
        await page.unrouteAll();
        await missing(page).getByRole("link", { name: "Reload the page" }).click();
        await ready(page);
        await missing(page).waitFor({ state: "hidden" });
      }));
  }

  it("says so after a while where it is slow, and goes on when it comes after all", () =>
    visit(async ({ page }) => {
      await page.clock.install();
      let release: () => void = () => {};
      const released = new Promise<void>((resolve) => (release = resolve));
      await page.route("**/static/flow/*.js", async (route) => {
        await released;
        await route.continue();
      });
      await page.goto(server.flow("default-authentication-flow"), { waitUntil: "commit" });
      await page.getByLabel("Email or username").fill("user");
      await page.keyboard.press("Enter");
      assert.equal(await page.locator("form").getAttribute("aria-busy"), "true");
      await page.clock.runFor(8000);
      await missing(page).waitFor();
      assert.equal(await page.getByLabel("Email or username").inputValue(), "user");
      release();
      await step(page, "Enter your password");
      await missing(page).waitFor({ state: "detached" });
    }));

  it("says nothing of a picture that does not come", () =>
    visit(async ({ page, expectConsole }) => {
      expectConsole(/Failed to load|ERR_FAILED/);
      await page.route("**/static/flow/*.js", () => undefined);
      await page.route("**/*.svg", (route) => route.abort());
      await page.goto(server.flow("default-authentication-flow"), { waitUntil: "commit" });
      await page.locator("img").first().waitFor({ state: "attached" });
      await page.waitForTimeout(300);
      assert.equal(await missing(page).isVisible(), false);
    }));

  it("says so where the browser runs no scripts at all", () =>
    visit(
      async ({ page }) => {
        await page.goto(server.flow("account-sign-up"));
        await page.getByText(said).first().waitFor();
      },
      { javaScriptEnabled: false },
    ));
});
