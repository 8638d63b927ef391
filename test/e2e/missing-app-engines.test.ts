/** What `missing-app.test.ts` sees in Chromium, in the other engines. Here something between browser and server is in the way. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { type EnginePage, otherEngines, type RunningEngine } from "./support/other-engines.ts";
import { RunningServer } from "./support/running-server.ts";

const said = "/This page needs JavaScript, which has not loaded/";
const isSaid = `[...document.querySelectorAll("[role=alert]")].some((alert) => alert.checkVisibility() && ${said}.test(alert.textContent))`;
const isReady = `document.querySelector("ak-flow-executor [data-stage]:defined") !== null`;
const name = "input[name=uidField]";
const typed = `document.querySelector("${name}")?.value`;
/** In a frame that may run no scripts, which only the page around it can ask. */
const isSaidInFrame = `[...(frames[0]?.document.querySelectorAll("noscript p") ?? [])].some((text) => text.checkVisibility() && ${said}.test(text.textContent))`;

const server = new RunningServer();
/** What becomes of the page's scripts. */
let scripts: "come" | "fail" | "break" | "wait" = "come";
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
  if (incoming.url === "/without-scripts") {
    const frame = `<!doctype html><iframe sandbox="allow-same-origin" src="/if/flow/account-sign-up/"></iframe>`;
    outgoing.writeHead(200, { "Content-Type": "text/html" }).end(frame);
  } else if (scripts === "come" || !/^\/static\/flow\/[^?]+\.js$/.test(incoming.url ?? "")) pass();
  else if (scripts === "wait") waiting.push(pass);
  else if (scripts === "break") incoming.socket.destroy();
  else outgoing.writeHead(503).end();
});

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

for (const engine of otherEngines) {
  describe(`a page whose app does not come, in ${engine.name}`, { skip: engine.missing }, () => {
    let running: RunningEngine;
    // A page of its own for each test: another would have the scripts of the test before.
    let page: EnginePage;
    before(async () => {
      running = await engine.start();
    });
    beforeEach(async () => {
      page = await running.newPage();
    });
    afterEach(() => page.close());
    after(() => running.close());

    const open = (path: string): Promise<void> =>
      page.open(`http://localhost:${(front.address() as AddressInfo).port}${path}`);

    async function becomes(condition: string): Promise<void> {
      const deadline = Date.now() + 30_000;
      // While a page makes way for another, nothing can be asked.
      while ((await page.evaluate(condition).catch(() => false)) !== true) {
        assert.ok(Date.now() < deadline, `this never happened: ${condition}`);
        await delay(100);
      }
    }

    for (const [what, how, flow] of [
      ["refused", "fail", "default-authentication-flow"],
      ["cut off", "break", "default-authentication-flow"],
      ["refused", "fail", "account-sign-up"],
      ["refused", "fail", "default-authentication-flow-compat"],
    ] as const) {
      it(`says so at once where it is ${what}, with a way to load it again: ${flow}`, async () => {
        scripts = how;
        await open(`/if/flow/${flow}/`);
        await becomes(isSaid);
        scripts = "come";
        await page.evaluate(
          `[...document.querySelectorAll("[role=alert] a")].find((link) => link.checkVisibility()).click()`,
        );
        await becomes(isReady);
        assert.equal(await page.evaluate(isSaid), false);
      });
    }

    it("says so after a while where it is slow, and goes on with what was typed when it comes after all", async () => {
      scripts = "wait";
      await open("/if/flow/default-authentication-flow/");
      await becomes(`${typed} === "" && !(${isReady})`);
      await page.type(name, "ada");
      await becomes(isSaid);
      scripts = "come";
      for (const pass of waiting.splice(0)) pass();
      await becomes(isReady);
      assert.equal(await page.evaluate(typed), "ada");
      assert.equal(await page.evaluate(isSaid), false);
    });

    it("says so where the browser runs no scripts at all", async () => {
      await open("/without-scripts");
      await becomes(isSaidInFrame);
    });
  });
}
