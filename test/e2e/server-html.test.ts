import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type BuiltServer, startBuiltServer } from "../../tools/built-server.ts";
import { setUpBrowser } from "./support/set-up.ts";

describe("HTML of the server, under the policy of the page", () => {
  let server: BuiltServer;
  const visit = setUpBrowser();

  before(async () => {
    server = await startBuiltServer();
  });

  after(async () => {
    await server.stop();
  });

  it("is shown in prompts, cleaned", async () => {
    await visit(async ({ page }) => {
      await page.goto(`${server.origin}/if/flow/demo-prompt/`);
      await page.getByText("With help below.").waitFor();
      assert.equal(await page.locator(".ak-html b").first().textContent(), "help");
    });
  });

  it("is shown as a page in place of a step, cleaned", async () => {
    await visit(async ({ page }) => {
      await page.goto(`${server.origin}/if/flow/demo-shell/`);
      await page.getByText("Request has been denied.").waitFor();
      assert.equal(await page.locator(".ak-html :is(style, script)").count(), 0);
    });
  });
});
