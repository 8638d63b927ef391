import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Page } from "playwright-core";
import { ready } from "./support/sign-in.ts";
import { setUp } from "./support/set-up.ts";
import { violations } from "./support/visit.ts";

const slug = "default-authentication-flow";
const german = "E-Mail oder Benutzername";

const { server, visit } = setUp();

/** Every text that the label of the first field has had since the page began. */
async function recordLabels(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const seen = new Set<string>();
    Object.assign(window, { seen });
    setInterval(() => {
      const text = document.querySelector(".ak-identity label")?.textContent;
      if (text) seen.add(text);
    });
  });
  return () => page.evaluate(() => [...(window as unknown as { seen: Set<string> }).seen]);
}

describe("the language of the page", () => {
  it("is the browser's from the first paint on, and what was typed stays", () =>
    visit(
      async ({ page }) => {
        const labels = await recordLabels(page);
        await page.goto(server.flow(slug), { waitUntil: "commit" });
        await page.getByLabel(german).fill("user");
        await page.locator("#ak-language").waitFor();
        await ready(page);
        assert.equal(await page.getByLabel(german).inputValue(), "user");
        assert.deepEqual(await labels(), [german]);
        await page.keyboard.press("Enter");
        await page.getByRole("heading", { name: "Passwort eingeben" }).waitFor();
        await page.waitForFunction(() => document.title === "Passwort eingeben - Flow Demo");
      },
      { locale: "de-AT" },
    ));

  it("is chosen below the form, and kept for the next visit, English included", () =>
    visit(
      async ({ page }) => {
        await page.goto(server.flow(slug));
        await page.getByRole("combobox", { name: "Sprache" }).selectOption("en");
        await page.getByLabel("Email or username").waitFor();
        await page.reload();
        assert.equal(await page.locator("html").getAttribute("lang"), "en");
        await page.getByRole("button", { name: "Continue" }).waitFor();
      },
      { locale: "de" },
    ));

  it("turns the page around where it is written from right to left, and loses nothing of it", () =>
    visit(
      async ({ page }) => {
        await page.goto(server.flow(slug));
        await page.locator("#ak-language").waitFor();
        assert.equal(await page.locator("html").getAttribute("dir"), "rtl");
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
        assert.deepEqual(await violations(page), []);
      },
      { locale: "ar", viewport: { width: 320, height: 640 } },
    ));

  it("goes on in English where the words cannot be loaded", () =>
    visit(
      async ({ page, expectConsole }) => {
        expectConsole(/Failed to (load|fetch)/);
        const html = await (await fetch(server.flow(slug))).text();
        const [, app = ""] = /<link[^>]*rel="modulepreload"[^>]*href="([^"]+)"/.exec(html) ?? [];
        await page.route("**/static/flow/*.js", (route) =>
          route.request().url().endsWith(app) ? route.continue() : route.abort(),
        );
        await page.goto(server.flow(slug));
        await page.locator("[name=uidField]").fill("user");
        await page.keyboard.press("Enter");
        await page.getByRole("heading", { name: "Enter your password" }).waitFor();
      },
      { locale: "de" },
    ));
});
