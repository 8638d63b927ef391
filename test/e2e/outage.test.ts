import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { demoPassword } from "./support/running-server.ts";
import { setUp } from "./support/set-up.ts";
import { ready, step, typeAndEnter } from "./support/sign-in.ts";

const { server, visit } = setUp();

for (const slug of ["default-authentication-flow", "default-authentication-flow-compat"]) {
  describe(`an outage, ${slug}`, () => {
    it("is said, loses nothing, and the same plan goes on when the server is back", () =>
      visit(async ({ page, expectConsole }) => {
        // Parts beside the flow may still be on their way when the server dies; they come with the next step.
        expectConsole(/ERR_CONNECTION_REFUSED|Failed to fetch dynamically imported module/);
        await page.goto(server.flow(slug, "next=/if/user/"));
        await ready(page);
        await typeAndEnter(page, "user");
        await step(page, "Enter your password");

        await server.kill();
        await typeAndEnter(page, demoPassword);
        await page
          .getByRole("alert")
          .filter({ hasText: "The server cannot be reached. What you typed is kept." })
          .waitFor();
        assert.equal(await page.getByLabel("Password", { exact: true }).inputValue(), demoPassword);

        await server.resume();
        await page.getByRole("button", { name: "Try again" }).click();
        await page.waitForURL(({ pathname }) => pathname === "/if/user/");
        await page.getByText("Jane Doe").first().waitFor();
      }));
  });
}

describe("a page that comes back", () => {
  it("from the browser's cache shows where the flow stands now", () =>
    visit(async ({ page }) => {
      await page.goto(server.flow("default-authentication-flow"));
      await ready(page);
      await typeAndEnter(page, "user");
      await step(page, "Enter your password");
      // What the browser does on the way out and back; headless Chromium keeps no pages.
      await page.evaluate(() => {
        dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true }));
        return fetch("/flows/-/cancel/", { redirect: "manual" });
      });
      await page.evaluate(() => dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));
      await step(page, "Sign in");
    }));

  it("by the Back button after signing in finds the way on", () =>
    visit(async ({ page }) => {
      await page.goto(server.flow("default-authentication-flow", "next=/if/user/"));
      await ready(page);
      await typeAndEnter(page, "user");
      await step(page, "Enter your password");
      await typeAndEnter(page, demoPassword);
      await page.waitForURL(({ pathname }) => pathname === "/if/user/");
      await page.goBack();
      await page.waitForURL(({ pathname }) => pathname === "/if/user/");
    }));

  it("by reloading is at the same step", () =>
    visit(async ({ page }) => {
      await page.goto(server.flow("default-authentication-flow"));
      await ready(page);
      await typeAndEnter(page, "user");
      await step(page, "Enter your password");
      await page.reload();
      await step(page, "Enter your password");
      assert.equal(await page.getByRole("textbox", { name: "Account" }).inputValue(), "user");
    }));
});
