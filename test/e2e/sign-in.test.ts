import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { demoPassword } from "./support/running-server.ts";
import { ready, signIn, step, typeAndEnter } from "./support/sign-in.ts";
import { setUp } from "./support/set-up.ts";
import { isolated, violations } from "./support/visit.ts";

const { server, visit } = setUp();

for (const slug of ["default-authentication-flow", "default-authentication-flow-compat"]) {
  describe(slug, () => {
    it("signs a person in with the keyboard alone, wrong password and all, and out again", () =>
      visit(async ({ page }) => {
        await page.goto(server.flow(slug, "next=/if/user/"));
        await ready(page);
        await typeAndEnter(page, "user");
        await step(page, "Enter your password");
        await typeAndEnter(page, "wrong");

        const password = page.getByLabel("Password", { exact: true });
        await page.getByText("Invalid password").waitFor();
        assert.equal(await password.getAttribute("aria-invalid"), "true");
        const description = await password.getAttribute("aria-describedby");
        assert.equal(await page.locator(`#${description}`).textContent(), "Invalid password");
        assert.equal(await password.inputValue(), "wrong");
        assert.equal(await password.evaluate((input) => input === document.activeElement), true);

        await typeAndEnter(page, demoPassword);
        await page.waitForURL(({ pathname }) => pathname === "/if/user/");
        await page.getByText("Jane Doe").first().waitFor();

        await page.getByRole("link", { name: "Sign out", exact: true }).focus();
        await page.keyboard.press("Enter");
        await step(page, "Sign in");
        await page.goto(`${server.origin}/if/user/`);
        await step(page, "Sign in");
      }));

    it("goes to the path that next names", () =>
      visit(async ({ page, expectConsole }) => {
        expectConsole(/404/);
        await signIn(page, server.flow(slug, "next=%2Fsomewhere%3Fa%3D1"));
        await page.waitForURL(`${server.origin}/somewhere?a=1`);
      }));

    for (const next of ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:document.title='x'"]) {
      it(`stays on the site with next=${next}`, () =>
        visit(async ({ page }) => {
          await signIn(page, server.flow(slug, `next=${encodeURIComponent(next)}`));
          await step(page, "Access denied");
          assert.equal(new URL(page.url()).origin, server.origin);
        }));
    }

    it("has nothing that axe complains about", () =>
      visit(async ({ page }) => {
        for (const colorScheme of ["light", "dark"] as const) {
          await page.emulateMedia({ colorScheme });
          await page.goto(server.flow(slug));
          await ready(page);
          assert.deepEqual(await violations(page), []);
          await page.getByLabel("Email or username").fill("user");
          await page.keyboard.press("Enter");
          await step(page, "Enter your password");
          assert.deepEqual(await violations(page), []);
          await page.context().clearCookies();
        }
      }));

    it("does not let a second press of Enter answer the next step", () =>
      visit(async ({ page }) => {
        await page.goto(server.flow(slug));
        await ready(page);
        const posts: string[] = [];
        page.on("request", (request) => request.method() === "POST" && posts.push(request.postData() ?? ""));
        await page.getByLabel("Email or username").fill("user");
        await page.locator("form").evaluate((form: HTMLFormElement) => {
          form.requestSubmit();
          form.requestSubmit();
        });
        await step(page, "Enter your password");
        assert.deepEqual(posts, ['{"uid_field":"user","component":"ak-stage-identification"}']);
      }));
  });
}

describe("both on one page", () => {
  it("says what the server says above the button, and keeps both fields", () =>
    visit(async ({ page }) => {
      await page.goto(server.flow("default-authentication-flow-one-page", "next=/if/user/"));
      await ready(page);
      await page.getByLabel("Email or username").fill("user");
      await page.getByLabel("Password", { exact: true }).fill("wrong");
      await page.keyboard.press("Enter");
      await page.getByRole("alert").filter({ hasText: "Failed to authenticate." }).waitFor();
      assert.equal(await page.getByLabel("Email or username").inputValue(), "user");
      await page.getByLabel("Password", { exact: true }).fill(demoPassword);
      await page.keyboard.press("Enter");
      await page.waitForURL(({ pathname }) => pathname === "/if/user/");
    }));
});

describe("compatibility mode", () => {
  it("leaves no native shadow root anywhere, and looks the same", () =>
    visit(async ({ page }) => {
      const boxes: unknown[] = [];
      for (const slug of ["default-authentication-flow", "default-authentication-flow-compat"]) {
        await page.goto(server.flow(slug));
        await ready(page);
        await page.waitForFunction(() => document.querySelector("ak-flow-executor")?.shadowRoot);
        const roots = await isolated(page, () =>
          [...document.querySelectorAll("*")].filter((element) => element.shadowRoot).map(({ localName }) => localName),
        );
        assert.deepEqual(roots, slug.endsWith("compat") ? [] : ["ak-flow-executor"]);
        boxes.push(
          await page
            .locator(".ak-card, .ak-brand img, .ak-button")
            .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON() as unknown)),
        );
      }
      assert.deepEqual(boxes[1], boxes[0]);
    }));

  it("is loaded only where it is wanted", () =>
    visit(async ({ page }) => {
      const files: string[] = [];
      page.on("request", (request) => files.push(request.url()));
      await page.goto(server.flow("default-authentication-flow"));
      await ready(page);
      assert.equal(
        files.some((file) => file.includes("compatibility")),
        false,
      );
      assert.equal(await page.evaluate(() => "ShadyDOM" in window), false);
    }));

  it("is not switched off by an inspector parameter", () =>
    visit(async ({ page, expectConsole }) => {
      expectConsole(/403/); // The inspector's own request: whoever is not signed in may not look.
      await page.goto(server.flow("default-authentication-flow-compat", "inspector"));
      await ready(page);
      assert.equal(await page.evaluate(() => "inUse" in (window.ShadyDOM ?? {})), true);
    }));
});
