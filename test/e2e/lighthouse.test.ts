/** The steps of a sign-in as Lighthouse sees them on a telephone: its three categories that no busy machine can change. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import lighthouse from "lighthouse";
import { type BrowserContext, chromium, type Page } from "playwright-core";
import { launchArgs, requireChromium } from "../../tools/browsers.ts";
import { freePort } from "../../tools/free-port.ts";
import { demoPassword } from "./support/running-server.ts";
import { setUp } from "./support/set-up.ts";
import { ready, step, typeAndEnter } from "./support/sign-in.ts";

const { server } = setUp({ expressions: true });
const profile = mkdtempSync(join(tmpdir(), "lighthouse-"));
let context: BrowserContext;
let port = 0;

before(async () => {
  port = await freePort();
  context = await chromium.launchPersistentContext(profile, {
    executablePath: requireChromium(),
    args: [...launchArgs, `--remote-debugging-port=${port}`],
  });
});

after(async () => {
  await context.close();
  rmSync(profile, { recursive: true, force: true });
});

/** Loads a page anew, in the session that is there. @returns what is less than all right, in words */
async function complaints(url: string): Promise<string[]> {
  const result = await lighthouse(url, {
    port,
    logLevel: "error",
    onlyCategories: ["accessibility", "best-practices", "seo"],
    disableStorageReset: true,
    throttlingMethod: "provided",
    disableFullPageScreenshot: true,
    // Otherwise it waits ten seconds for a quiet that the open connection to the server never gives.
    maxWaitForLoad: 2000,
  });
  assert(result, "Lighthouse has looked");
  const { audits, categories, runtimeError } = result.lhr;
  assert.equal(runtimeError, undefined);
  assert.deepEqual(Object.keys(categories), ["accessibility", "best-practices", "seo"]);
  return Object.values(categories).flatMap(({ auditRefs }) =>
    auditRefs
      .filter(({ weight }) => weight > 0)
      .map(({ id }) => audits[id])
      .filter((audit) => audit && audit.score !== null && audit.score < 1)
      .map((audit) => `${audit?.id ?? ""}: ${JSON.stringify(audit?.details ?? audit?.title)}`),
  );
}

async function visit(test: (page: Page) => Promise<void>): Promise<void> {
  await context.clearCookies();
  const page = await context.newPage();
  try {
    await test(page);
  } finally {
    await page.close();
  }
}

describe("Lighthouse finds nothing to mend in", () => {
  it("the name, the password and the second factor", () =>
    visit(async (page) => {
      const url = server.flow("default-authentication-flow-mfa");
      await page.goto(url);
      await ready(page);
      assert.deepEqual(await complaints(url), []);
      await page.reload();
      await ready(page);
      await typeAndEnter(page, "user");
      await step(page, "Enter your password");
      assert.deepEqual(await complaints(url), []);
      await page.reload();
      await typeAndEnter(page, demoPassword);
      await page.getByRole("button", { name: /Authenticator app/ }).waitFor();
      assert.deepEqual(await complaints(url), []);
    }));

  it("signing up", () => visit(async () => assert.deepEqual(await complaints(server.flow("account-sign-up")), [])));

  it("the name, in compatibility mode", () =>
    visit(async () => assert.deepEqual(await complaints(server.flow("default-authentication-flow-compat")), [])));
});
