import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";
import { demoPassword, RunningServer } from "./support/running-server.ts";
import { ready } from "./support/sign-in.ts";
import { launch, violations, visit } from "./support/visit.ts";

let browser: Browser;
let server: RunningServer;

before(async () => {
  browser = await launch();
  server = await RunningServer.start();
});

after(async () => {
  await browser.close();
  await server.stop();
});

async function signInAsAdministrator(page: Page): Promise<void> {
  await page.goto(server.flow("default-authentication-flow"));
  await ready(page);
  await page.getByLabel("Email or username").fill("admin");
  await page.keyboard.press("Enter");
  await page.getByLabel("Password", { exact: true }).fill(demoPassword);
  await page.keyboard.press("Enter");
  await page.waitForURL("**/if/user/");
}

describe("the flow inspector", () => {
  it("shows administrators the plan from the first step on", () =>
    visit(browser, async ({ page }) => {
      await signInAsAdministrator(page);
      await page.goto(server.flow("demo-dummy", "inspector"));
      const panel = page.getByRole("group", { name: "Plan" });
      await panel.getByText("First step", { exact: true }).waitFor();
      assert.deepEqual(await violations(page), []);
      await page.getByRole("button", { name: "Continue" }).click();
      await panel.locator(".ak-plan-done").waitFor();
    }));

  it("holds a redirect that comes first, until Enter", () =>
    visit(browser, async ({ page, expectConsole }) => {
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
    visit(browser, async ({ page }) => {
      await page.goto(server.flow("default-authentication-flow-compat", "inspector=available"));
      await page.getByRole("button", { name: "Flow inspector" }).waitFor();
      assert.equal(await page.evaluate(() => "inUse" in (window.ShadyDOM ?? {})), true);
    }));
});
