import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { setCompatibility } from "./support/set-compatibility.ts";
import { ready, step } from "./support/sign-in.ts";
import { setUp } from "./support/set-up.ts";

const { server, visit } = setUp({ expressions: true });

/** Holds the app back until it is let go. */
async function holdScripts(page: Page): Promise<() => void> {
  let release: () => void = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route("**/static/flow/*.js", async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

/** The card, without what only scripts can add. */
function markup(page: Page): Promise<string> {
  return page.evaluate(() => {
    const card = document.querySelector(".ak-card")?.cloneNode(true) as HTMLElement;
    card.querySelectorAll("noscript, .ak-missing, .ak-way-back").forEach((element) => element.remove());
    card.querySelector(".ak-announcer")?.replaceChildren();
    const walk = document.createTreeWalker(card, NodeFilter.SHOW_COMMENT | NodeFilter.SHOW_TEXT);
    const empty: Node[] = [];
    while (walk.nextNode())
      if (walk.currentNode.nodeType === Node.COMMENT_NODE || !walk.currentNode.textContent?.trim())
        empty.push(walk.currentNode);
    for (const node of empty) node.parentNode?.removeChild(node);
    for (const element of [card, ...card.querySelectorAll("*")]) {
      for (const name of ["autofocus", "novalidate", "aria-busy", "enterkeyhint", "class"]) {
        if (name !== "class" || !element.className) element.removeAttribute(name);
      }
      const attributes = [...element.attributes].map(({ name, value }) => [name, value] as const).sort();
      for (const [name] of attributes) element.removeAttribute(name);
      for (const [name, value] of attributes) element.setAttribute(name, value.trim());
    }
    return card.outerHTML.replace(/>\s+|\s+</g, (match) => match.trim());
  });
}

describe("the first response", () => {
  it("holds the form itself, ready to be typed into", () =>
    visit(
      async ({ page }) => {
        await page.goto(server.flow("default-authentication-flow"));
        await page.getByLabel("Email or username").fill("user");
        assert.equal(await page.title(), "Sign in - Flow Demo");
      },
      { javaScriptEnabled: false },
    ));

  it("asks for nothing but the app before the form can be used, for no challenge, and for little when it is there", () =>
    visit(async ({ page }) => {
      const html = await (await fetch(server.flow("default-authentication-flow"))).text();
      const [, app = ""] = /<link[^>]*rel="modulepreload"[^>]*href="([^"]+)"/.exec(html) ?? [];
      const files: string[] = [];
      page.on("request", (request) => files.push(new URL(request.url()).pathname));
      let release = (): void => undefined;
      const held = new Promise<void>((resolve) => (release = resolve));
      // What a page has beside its flow may come whenever it likes, or never.
      await page.route("**/static/flow/*.js", async (route) => {
        if (!route.request().url().endsWith(app)) await held;
        await route.continue();
      });
      await page.goto(server.flow("default-authentication-flow"));
      await ready(page);
      const [extras, ...more] = files.filter((file) => file !== app && file.endsWith(".js"));
      const needed = files.filter((file) => file !== extras && !/\.(svg|png|ico)$/.test(file));
      assert.deepEqual([needed, more], [["/if/flow/default-authentication-flow/", app], []]);
      release();
      await page.waitForLoadState("networkidle");
      // The page, the app, what comes after it, the logo and the icon.
      assert.ok(new Set(files).size <= 5, files.join(" "));
      assert.ok(files.includes(extras ?? ""), "what comes after the app");
    }));

  it("keeps what was typed, where the focus is, and the very nodes when the app arrives", () =>
    visit(async ({ page }) => {
      const release = await holdScripts(page);
      await page.goto(server.flow("default-authentication-flow"), { waitUntil: "commit" });
      const field = page.getByLabel("Email or username");
      await field.fill("jan");
      const nodes = await page.evaluateHandle(() => [
        ...document.querySelectorAll("main, form, input, button, [data-stage]"),
      ]);
      release();
      await ready(page);
      await page.waitForFunction(() => document.querySelector("form")?.noValidate);
      assert.equal(await nodes.evaluate((all) => all.every((node) => node.isConnected)), true);
      assert.equal(await field.inputValue(), "jan");
      assert.equal(await field.evaluate((input) => input === document.activeElement), true);
    }));

  it("loses no letter that is typed while the app takes it over, in compatibility mode either, where every node is moved", () =>
    visit(async ({ page }) => {
      setCompatibility(server, true);
      const session = await page.context().newCDPSession(page);
      await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
      await page.goto(server.flow("default-authentication-flow-mfa"), { waitUntil: "commit" });
      const field = page.getByLabel("Email or username");
      await page.waitForFunction(() => document.activeElement instanceof HTMLInputElement);
      const name = "abcdefghijklmnopqrstuvwxyz".repeat(4);
      await page.keyboard.type(name, { delay: 10 });
      await ready(page);
      await page.waitForFunction(() => document.querySelector("form")?.noValidate);
      assert.equal(await field.inputValue(), name);
      setCompatibility(server, false);
    }));

  it("sends a form that was submitted before the app was there, once it is", () =>
    visit(async ({ page }) => {
      const release = await holdScripts(page);
      await page.goto(server.flow("default-authentication-flow"), { waitUntil: "commit" });
      await page.getByLabel("Email or username").fill("user");
      await page.keyboard.press("Enter");
      release();
      await step(page, "Enter your password");
    }));

  it("asks the browser for a passkey when that was wanted before the app was there, once it is", () =>
    visit(async ({ page }) => {
      await page.addInitScript(() => {
        const asked: unknown[] = [];
        Object.assign(window, { asked });
        navigator.credentials.get = (options) => {
          asked.push(options?.mediation ?? "window");
          return new Promise(() => undefined);
        };
      });
      const release = await holdScripts(page);
      await page.goto(server.flow("default-authentication-flow-mfa"), { waitUntil: "commit" });
      await page.getByRole("button", { name: "Sign in with a passkey" }).click();
      release();
      await page.waitForFunction(() => (window as unknown as { asked: unknown[] }).asked.includes("window"));
    }));

  for (const slug of [
    "default-authentication-flow",
    "default-authentication-flow-one-page",
    "demo-email-only",
    "demo-recovery",
  ]) {
    it(`is what the app itself would render: ${slug}`, () =>
      visit(async ({ page, expectConsole }) => {
        // A page that the test itself answers for comes from nowhere, which may not connect to this machine.
        expectConsole(/ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS/);
        const release = await holdScripts(page);
        await page.goto(server.flow(slug), { waitUntil: "commit" });
        await page.locator("[data-stage] button").waitFor();
        const served = await markup(page);
        release();
        await page.unrouteAll({ behavior: "ignoreErrors" });
        await serveStatic(page);
        await page.goto(server.flow(slug));
        await page.locator("[data-stage] button").waitFor();
        assert.equal(await markup(page), served);
      }));
  }

  it("shows the accounts elsewhere that one can sign in with, and leads to them and back", () =>
    visit(async ({ page }) => {
      await page.goto(server.flow("default-authentication-flow-mfa"));
      await page.getByRole("button", { name: "Continue with Demo provider" }).click();
      await page.getByRole("button", { name: /Alan Turing/ }).click();
      await step(page, "Choose a username");
      await page.getByLabel("Username", { exact: true }).fill("alan");
      await page.keyboard.press("Enter");
      await page.waitForURL("**/if/user/");
      await page.getByRole("heading", { name: "Alan Turing" }).waitFor();
    }));

  it("does not shift when the app takes over", () =>
    visit(async ({ page }) => {
      await page.addInitScript(() => {
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) document.documentElement.dataset["shift"] = JSON.stringify(entry);
        }).observe({ type: "layout-shift", buffered: true });
      });
      await page.goto(server.flow("default-authentication-flow"));
      await ready(page);
      await page.waitForLoadState("networkidle");
      assert.equal(await page.evaluate(() => document.documentElement.dataset["shift"]), undefined);
    }));
});

/** Serves the page as a plain web server does: without anything that our server puts into it. */
async function serveStatic(page: Page): Promise<void> {
  const body = readFileSync(fileURLToPath(new URL("../../dist/client/index.html", import.meta.url)), "utf8");
  await page.route("**/if/flow/**", (route) => route.fulfill({ body, contentType: "text/html" }));
}

describe("on a plain web server", () => {
  it("works, and asks for the challenge before the app is there", () =>
    visit(async ({ page }) => {
      await serveStatic(page);
      // Such a page does not say whether there is one: authentik, before which it stands, has it.
      let opened: (path: string) => void = () => undefined;
      const socketPath = new Promise<string>((resolve) => (opened = resolve));
      await page.routeWebSocket("**/ws/client/", (socket) => opened(new URL(socket.url()).pathname));
      const release = await holdScripts(page);
      const asked = page.waitForRequest("**/api/v3/flows/executor/**");
      await page.goto(server.flow("default-authentication-flow"), { waitUntil: "commit" });
      await asked;
      release();
      await page.getByLabel("Email or username").fill("user");
      await page.keyboard.press("Enter");
      await step(page, "Enter your password");
      await page.waitForFunction(() => document.title === "Enter your password - Flow Demo");
      assert.equal(await socketPath, "/ws/client/");
    }));
});

describe("the theme", () => {
  for (const theme of ["light", "dark"] as const) {
    it(`is ${theme} before anything is painted, when the address says so`, () =>
      visit(
        async ({ page }) => {
          const release = await holdScripts(page);
          await page.goto(server.flow("default-authentication-flow", `theme=${theme}`), { waitUntil: "commit" });
          await page.locator("main").waitFor();
          const scheme = await page
            .locator("ak-flow-executor")
            .evaluate((element) => getComputedStyle(element).colorScheme);
          release();
          assert.equal(scheme, theme);
        },
        { colorScheme: theme === "light" ? "dark" : "light" },
      ));
  }
});
