import assert from "node:assert/strict";
import { after, before } from "node:test";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { warmPython } from "../../unit/server/support/shared-python.ts";
import { RunningServer } from "./running-server.ts";
import { launch, visit, type Visit } from "./visit.ts";

type Visiting = (test: (visit: Visit) => Promise<void>, options?: BrowserContextOptions) => Promise<void>;

let browser: Promise<Browser> | undefined;
let users = 0;

/**
 * A browser for all tests of the file or suite that calls it; those that run in one process share it.
 *
 * @returns opens a page of its own for a test; see `visit`
 */
export function setUpBrowser(): Visiting {
  before(async () => {
    users++;
    await (browser ??= launch());
  });
  after(async () => {
    if (--users > 0) return;
    const last = browser;
    browser = undefined;
    await (await last)?.close();
  });
  return async (test, options) => {
    assert(browser, "tests run after the browser has started");
    return visit(await browser, test, options);
  };
}

/**
 * The same with a server, which has to have nothing to complain of in the end.
 *
 * @param options.expressions the flows have expressions: Python is there before the first test
 */
export function setUp({ expressions = false } = {}): { readonly server: RunningServer; readonly visit: Visiting } {
  const server = new RunningServer();
  const visiting = setUpBrowser();
  before(async () => {
    if (expressions) await warmPython();
    await server.resume();
  });
  after(async () => {
    await server.stop();
    assert.deepEqual(server.errors, []);
  });
  return { server, visit: visiting };
}
