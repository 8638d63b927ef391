import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { launchArgs, requireChromium } from "../../../tools/browsers.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export async function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: requireChromium(), args: [...launchArgs] });
}

/** What a person looks at, with a record of everything that went wrong in it. */
export interface Visit {
  readonly page: Page;
  /** Messages on the console that the test brought about itself, such as those of a dead server. */
  expectConsole(pattern: RegExp): void;
}

/**
 * Opens a page of its own for a test, and fails the test on a console error, an uncaught error, or a violation of the security policy or
 * of Trusted Types.
 */
export async function visit(
  browser: Browser,
  test: (visit: Visit) => Promise<void>,
  options: BrowserContextOptions = {},
): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1000, height: 720 }, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  const expected: RegExp[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(`uncaught: ${error.stack ?? error.message}`));
  await context.exposeBinding("reportViolation", (_source, text: string) => complaints.push(text));
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample }) => {
      (globalThis as unknown as { reportViolation(text: string): void }).reportViolation(
        `policy violation: ${violatedDirective} ${blockedURI} ${sample}`,
      );
    });
  });
  try {
    await test({ page, expectConsole: (pattern) => expected.push(pattern) });
    const surprises = complaints.filter((text) => !expected.some((pattern) => pattern.test(text)));
    assert.deepEqual(surprises, [], "the page complained");
  } catch (error) {
    console.error(
      `The page when the test failed: ${await stateOf(page)}\nWhat it complained of: ${complaints.join("; ")}`,
    );
    throw error;
  } finally {
    await context.close();
  }
}

/** What a failed test had before it, for whoever looks for the reason. */
async function stateOf(page: Page): Promise<string> {
  const look = page.evaluate(() => {
    const form = document.querySelector("form");
    return JSON.stringify({
      address: location.href,
      text: document.body.innerText.slice(0, 500),
      focus: document.activeElement?.outerHTML.slice(0, 200),
      form: form && { busy: form.ariaBusy, early: form.dataset["early"] },
    });
  });
  return look.catch((error: unknown) => String(error));
}

/** Accessibility violations of the page as it is now, in words; not of what frames hold, where axe is not. */
export async function violations(page: Page): Promise<string[]> {
  // Through the debugger, because the page's policy refuses scripts that are not its own.
  const session = await page.context().newCDPSession(page);
  const expression = `${axe};axe.run({resultTypes:["violations"],iframes:false}).then(({violations})=>violations.flatMap(({id,nodes})=>nodes.map(({target})=>id+": "+target)))`;
  const { result, exceptionDetails } = await session.send("Runtime.evaluate", {
    expression,
    awaitPromise: true,
    returnByValue: true,
  });
  assert.equal(exceptionDetails, undefined);
  return result.value as string[];
}

/** Runs a function in a world of its own, as a content script of an extension does: the same DOM, none of the page's scripts. */
export async function isolated<T>(page: Page, script: () => T): Promise<T> {
  const session = await page.context().newCDPSession(page);
  const { frameTree } = await session.send("Page.getFrameTree");
  const { executionContextId: contextId } = await session.send("Page.createIsolatedWorld", {
    frameId: frameTree.frame.id,
    worldName: "foreign",
  });
  const { result, exceptionDetails } = await session.send("Runtime.evaluate", {
    // The loader that runs the tests wraps functions to keep their names.
    expression: `{ const __name = (wrapped) => wrapped; (${String(script)})() }`,
    contextId,
    returnByValue: true,
    awaitPromise: true,
  });
  assert.equal(exceptionDetails, undefined, exceptionDetails?.exception?.description);
  return result.value as T;
}
