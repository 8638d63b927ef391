import assert from "node:assert/strict";
import { afterEach, describe, it } from "node:test";
import type { FrameLocator, Page } from "playwright-core";
import { demoPassword } from "./support/running-server.ts";
import { ready, step } from "./support/sign-in.ts";
import { setUp } from "./support/set-up.ts";
import { violations } from "./support/visit.ts";

const { server, visit } = setUp();

/** Opens a flow of the demonstration in the given mode: the page says which one, and has the policy that it has anyway. */
async function open(page: Page, slug: string, compatibility: boolean): Promise<void> {
  await page.route("**/if/flow/**", async (route) => {
    const response = await route.fetch();
    const body = await response.text();
    await route.fulfill({ response, body: body.replace(/"compatibility":\w+/, `"compatibility":${compatibility}`) });
  });
  await page.goto(server.flow(slug));
  await ready(page);
  assert.equal(await page.evaluate(() => "ShadyDOM" in window && "inUse" in (window.ShadyDOM ?? {})), compatibility);
}

function captchaIn(page: Page): FrameLocator {
  return page.frameLocator(".ak-captcha-frame");
}

async function identify(page: Page): Promise<void> {
  await page.getByLabel("Email or username").fill("user");
  await page.keyboard.press("Enter");
}

async function finish(page: Page): Promise<void> {
  await step(page, "Enter your password");
  await page.getByLabel("Password", { exact: true }).fill(demoPassword);
  await page.keyboard.press("Enter");
  await page.waitForURL("**/if/user/");
}

for (const compatibility of [false, true]) {
  describe(`a captcha, under the page's policy, in ${compatibility ? "compatibility" : "default"} mode`, () => {
    it("is solved in its frame, and the flow goes on", () =>
      visit(async ({ page }) => {
        await open(page, "demo-captcha", compatibility);
        await step(page, "Confirm that you are a person");
        const box = captchaIn(page);
        await box.getByRole("button", { name: "I am a person" }).waitFor();
        assert.deepEqual(await violations(page), []);
        await box.getByRole("button", { name: "I am a person" }).click();
        await page.waitForURL((url) => !url.pathname.includes("demo-captcha"));
      }));

    it("is refused, says so, and is there anew", () =>
      visit(async ({ page }) => {
        await open(page, "demo-captcha", compatibility);
        await captchaIn(page).getByRole("button", { name: "I am a robot" }).click();
        await page.getByRole("alert").filter({ hasText: "Invalid captcha response" }).waitFor();
        await captchaIn(page).getByRole("button", { name: "I am a person" }).click();
        await page.waitForURL((url) => !url.pathname.includes("demo-captcha"));
      }));

    it("checks in the background", () =>
      visit(async ({ page }) => {
        await page.goto(server.origin);
        await open(page, "demo-captcha-invisible", compatibility);
        await page.waitForURL((url) => !url.pathname.includes("demo-captcha"));
      }));

    it("lets somebody sign in who has solved it first", () =>
      visit(async ({ page }) => {
        await open(page, "demo-captcha-sign-in", compatibility);
        await captchaIn(page).getByRole("button", { name: "I am a person" }).click();
        await page.getByText("You have passed the check.").waitFor();
        await identify(page);
        await finish(page);
      }));

    it("lets somebody sign in who solves it only when asked to", () =>
      visit(async ({ page }) => {
        await open(page, "demo-captcha-sign-in", compatibility);
        await captchaIn(page).getByRole("button", { name: "I am a person" }).waitFor();
        await identify(page);
        await page.getByRole("alert").filter({ hasText: "Do the check first." }).waitFor();
        await captchaIn(page).getByRole("button", { name: "I am a person" }).click();
        await finish(page);
      }));

    it("lets somebody sign in who never sees it", () =>
      visit(async ({ page }) => {
        await open(page, "demo-captcha-sign-in-invisible", compatibility);
        await identify(page);
        await finish(page);
      }));
  });
}

describe("a captcha whose script the network blocks", () => {
  it("says so, and works once it does not", () =>
    visit(async ({ page, expectConsole }) => {
      expectConsole(/ERR_BLOCKED_BY_CLIENT/);
      await page.route("**/demo/captcha/api.js*", (route) => route.abort("blockedbyclient"));
      await page.goto(server.flow("demo-captcha"));
      await page.getByRole("alert").filter({ hasText: "The check cannot be loaded from localhost." }).waitFor();
      await page.unroute("**/demo/captcha/api.js*");
      await page.getByRole("button", { name: "Load the check again" }).click();
      await captchaIn(page).getByRole("button", { name: "I am a person" }).click();
      await page.waitForURL((url) => !url.pathname.includes("demo-captcha"));
    }));
});

describe("the document that captchas run in", () => {
  afterEach(() => server.restart({}));

  it("is in an origin of nobody, even on its own", () =>
    visit(async ({ page }) => {
      await page.goto(`${server.origin}/static/captcha/frame.html`);
      assert.equal(await page.evaluate(() => origin), "null");
    }));

  it("is kept from what its policy does not name", () =>
    visit(async ({ page, expectConsole }) => {
      expectConsole(/Content Security Policy|policy violation/);
      await page.goto(`${server.origin}/static/captcha/frame.html`);
      const outcome = await page.evaluate(
        () =>
          new Promise<string>((resolve) => {
            const script = document.createElement("script");
            script.src = "http://127.0.0.1:9/evil.js";
            addEventListener("securitypolicyviolation", ({ effectiveDirective }) => resolve(effectiveDirective));
            document.head.append(script);
          }),
      );
      assert.equal(outcome, "script-src-elem");
    }));

  it("keeps its origin on a host of its own", () =>
    visit(async ({ page }) => {
      const captchaOrigin = server.origin.replace("localhost", "captcha.localhost");
      await server.restart({ captchaOrigin, frameAncestors: ["'self'", server.origin] });
      await page.goto(server.flow("demo-captcha"));
      await captchaIn(page).getByRole("button", { name: "I am a person" }).waitFor();
      const frame = page.frames().find((each) => each.url().startsWith(captchaOrigin));
      assert.equal(await frame?.evaluate(() => origin), captchaOrigin);
      await captchaIn(page).getByRole("button", { name: "I am a person" }).click();
      await page.waitForURL((url) => !url.pathname.includes("demo-captcha"));
    }));
});
