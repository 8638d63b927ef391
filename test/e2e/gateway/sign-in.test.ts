/** A person signs in through the built gateway, in a real browser, under the page's own policy. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Browser } from "playwright-core";
import { startBuiltGateway } from "../../../tools/built-gateway.ts";
import { ensureFreshBuild } from "../../../tools/fresh-build.ts";
import type { RunningProgram } from "../../../tools/start-program.ts";
import { ready, step, typeAndEnter } from "../support/sign-in.ts";
import { launch, visit } from "../support/visit.ts";
import { StandIn } from "./support/stand-in.ts";

ensureFreshBuild();

describe("through the gateway", () => {
  let standIn: StandIn;
  let gateway: RunningProgram;
  let browser: Browser;
  let origin = "";

  before(async () => {
    standIn = await StandIn.start();
    gateway = await startBuiltGateway(standIn.origin, { PAGE_PATIENCE: "10000" });
    origin = `http://localhost:${gateway.port}`;
    browser = await launch();
  });
  after(async () => {
    await browser.close();
    await gateway.stop();
    await standIn.stop();
  });

  for (const slug of ["default-authentication-flow", "default-authentication-flow-compat"]) {
    test(`${slug}: the form is in the first response, and a person signs in and out`, () =>
      visit(browser, async ({ page }) => {
        const asked: string[] = [];
        const answers: number[] = [];
        page.on("response", (response) => {
          if (response.request().method() === "POST") answers.push(response.status());
        });
        page.on("request", (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`));
        const response = await page.goto(`${origin}/if/flow/${slug}/?next=/if/user/`);
        assert.match((await response?.text()) ?? "", /id="ak-identifier-input"/);
        await ready(page);
        assert.equal(
          asked.some((request) => request.startsWith("GET /api/v3/flows/executor/")),
          false,
          "the first challenge is in the page",
        );
        await typeAndEnter(page, "user");
        await step(page, "Enter your password");
        await typeAndEnter(page, "wrong");
        await page.getByText("Invalid password").waitFor();
        await typeAndEnter(page, standIn.password);
        await page.waitForURL(({ pathname }) => pathname === "/if/user/");
        await page.getByText("Jane Doe").first().waitFor();

        assert.deepEqual(answers, [200, 200, 200], "each answer brings the next step, without a redirect");
        // Signed in already: nobody is asked twice.
        await page.goto(`${origin}/if/flow/default-authentication-flow/?next=/if/user/`);
        await page.waitForURL(({ pathname }) => pathname === "/if/user/");
        await page.goto(`${origin}/flows/-/default/invalidation/`);
        await step(page, "Sign in");
      }));
  }
});
