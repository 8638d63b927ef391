/** What `missing-app.test.ts` sees in Chromium, in Firefox. Here something between browser and server is in the way. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { type Browser, launch, type Page } from "puppeteer-core";
import { findFirefox } from "../../tools/browsers.ts";
import { RunningServer } from "./support/running-server.ts";

const isSaid = `[...document.querySelectorAll("[role=alert]")].some((alert) => alert.checkVisibility() && /JavaScript, which has not loaded/.test(alert.textContent))`;
const isReady = `document.querySelector("ak-flow-executor [data-stage]:defined") !== null`;
const name = `document.querySelector("input[name=uidField]")`;

const server = new RunningServer();
/** What becomes of the page's scripts. */
let scripts: "come" | "fail" | "wait" = "come";
const waiting: (() => void)[] = [];

const front = createServer((incoming, outgoing) => {
  const pass = (): void => {
    const { method, url: path, headers } = incoming;
    const passed = request({ port: new URL(server.origin).port, method, path, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(passed.on("error", () => outgoing.destroy()));
  };
  if (scripts === "come" || !/^\/static\/flow\/[^?]+\.js$/.test(incoming.url ?? "")) pass();
  else if (scripts === "wait") waiting.push(pass);
  else outgoing.writeHead(503).end();
});

async function becomes(page: Page, condition: string): Promise<void> {
  const deadline = Date.now() + 30_000;
  // While a page makes way for another, nothing can be asked.
  while ((await page.evaluate(condition).catch(() => false)) !== true) {
    assert.ok(Date.now() < deadline, `this never happened: ${condition}`);
    await delay(100);
  }
}

before(async () => {
  await server.resume();
  front.listen(0, "localhost");
  await once(front, "listening");
});
after(async () => {
  front.closeAllConnections();
  front.close();
  await server.stop();
});

const firefox = findFirefox();

describe("a page whose app does not come, in Firefox", { skip: firefox ? false : "Firefox is not installed" }, () => {
  // One of its own for each test: it would have the scripts of the one before.
  let browser: Browser;
  let page: Page;
  beforeEach(async () => {
    browser = await launch({ browser: "firefox", headless: true, ...(firefox && { executablePath: firefox }) });
    page = await browser.newPage();
  });
  afterEach(() => browser.close());
  // Not waited for: where scripts do not come, the page is not loaded.
  const open = (flow: string): void => {
    page.goto(`http://localhost:${(front.address() as AddressInfo).port}/if/flow/${flow}/`).catch(() => undefined);
  };

  for (const flow of ["default-authentication-flow", "account-sign-up", "default-authentication-flow-compat"]) {
    it(`says so at once where it is blocked, with a way to load it again: ${flow}`, async () => {
      scripts = "fail";
      open(flow);
      await becomes(page, isSaid);
      scripts = "come";
      await page.evaluate(
        `[...document.querySelectorAll("[role=alert] a")].find((link) => link.checkVisibility()).click()`,
      );
      await becomes(page, isReady);
      assert.equal(await page.evaluate(isSaid), false);
    });
  }

  it("says so after a while where it is slow, and goes on with what was typed when it comes after all", async () => {
    scripts = "wait";
    open("default-authentication-flow");
    await becomes(page, `${name} !== null && !(${isReady})`);
    await page.evaluate(`${name}.value = "ada"`);
    await becomes(page, isSaid);
    scripts = "come";
    for (const pass of waiting.splice(0)) pass();
    await becomes(page, isReady);
    assert.equal(await page.evaluate(`${name}.value`), "ada");
    assert.equal(await page.evaluate(isSaid), false);
  });
});
