/** A flow in the frame of another site's page, which listens with `flow-interface/frame`. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, describe, it } from "node:test";
import { build } from "esbuild";
import type { Page } from "playwright-core";
import type { FlowMessage } from "../../src/protocol/flow-message.ts";
import { demoPassword } from "./support/running-server.ts";
import { setUp } from "./support/set-up.ts";

const { server, visit } = setUp({ expressions: true });
const parents: Server[] = [];
let allowed = "";
let stranger = "";

async function serve(page: () => string): Promise<string> {
  const parent = createServer((request, response) =>
    request.url === "/" ? response.setHeader("Content-Type", "text/html").end(page()) : response.writeHead(204).end(),
  );
  parents.push(parent);
  await once(parent.listen(0, "localhost"), "listening");
  return `http://localhost:${(parent.address() as AddressInfo).port}`;
}

function heard(page: Page): Promise<readonly FlowMessage[]> {
  return page.evaluate(() => (globalThis as unknown as { messages: readonly FlowMessage[] }).messages);
}

async function hears(page: Page, type: FlowMessage["type"], text = ""): Promise<void> {
  await page.waitForFunction(
    ([wanted, part]) =>
      (globalThis as unknown as { messages: readonly FlowMessage[] }).messages.some(
        (message) => message.type === wanted && JSON.stringify(message).includes(part),
      ),
    [type, text] as const,
  );
}

describe("a page in a frame", () => {
  before(async () => {
    const { outputFiles } = await build({
      entryPoints: ["src/package/frame.ts"],
      bundle: true,
      write: false,
      format: "iife",
      globalName: "kit",
    });
    const script = outputFiles[0]?.text ?? "";
    const page = (): string => `<!doctype html><title>A page with a flow</title>
  <iframe title="Sign in" src="${server.flow("default-authentication-flow", "next=%2Fdemo%2Fauthorized%2F")}" style="width: 420px; height: 200px; border: 0"></iframe>
  <script>${script}
  const frame = document.querySelector("iframe");
  globalThis.messages = [];
  kit.watchFlow(frame, (message) => {
    globalThis.messages.push(message);
    if (message.type === "height") frame.style.height = message.height + "px";
  });
  postMessage({ source: "flow-interface", type: "leaving", origin: "https://evil.example" });
  </script>`;
    [allowed, stranger] = await Promise.all([serve(page), serve(page)]);
    await server.restart({ frameAncestors: ["'self'", allowed] });
  });
  after(() => parents.forEach((parent) => parent.close()));

  it("tells the page around it that it is there, how high it is, each step, and that it leads on", () =>
    visit(async ({ page, expectConsole }) => {
      expectConsole(/Blocked autofocusing/);
      await page.goto(allowed);
      const flow = page.frameLocator("iframe");
      await hears(page, "ready");
      await hears(page, "step", "ak-stage-identification");
      await hears(page, "height");
      const root = flow.locator("html");
      await page.waitForFunction(() => document.querySelector("iframe")?.style.height !== "200px");
      assert.ok(
        await root.evaluate(({ scrollHeight, clientHeight }) => scrollHeight <= clientHeight),
        "nothing has to be scrolled",
      );
      const height = (await page.locator("iframe").boundingBox())?.height ?? 0;
      assert.ok(height > 250 && height < 700, `the frame is ${height} high`);

      await flow.getByLabel("Email or username").fill("user");
      await flow.getByLabel("Email or username").press("Enter");
      await hears(page, "step", "ak-stage-password");
      await flow.getByLabel("Password", { exact: true }).fill(demoPassword);
      await flow.getByLabel("Password", { exact: true }).press("Enter");
      await hears(page, "leaving", server.origin);
      const all = await heard(page);
      assert.equal(all[0]?.type, "ready");
      assert.equal(JSON.stringify(all).includes("evil"), false, "a message from elsewhere is none");
      assert.equal(JSON.stringify(all).includes(demoPassword), false);
      assert.equal(JSON.stringify(all).includes("/demo/authorized/"), false, "where it leads is not told in full");
    }));

  it("tells nothing to a page that may not have it in a frame", () =>
    visit(async ({ page, expectConsole }) => {
      expectConsole(/frame-ancestors|Refused to frame|Framing/);
      await page.goto(stranger);
      await page.waitForLoadState("networkidle");
      assert.deepEqual(await heard(page), []);
    }));
});
