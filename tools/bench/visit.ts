import { readFileSync } from "node:fs";
import type { Browser, BrowserContext, CDPSession, Page } from "playwright-core";
import type { Line } from "./relay.ts";

/** How slow machine and network are made. */
export interface Profile {
  readonly name: string;
  /** How many times slower the processor is. */
  readonly cpu: number;
  /** The line to the server; none is this machine itself. */
  readonly line?: Line;
}

/** The page to measure, and how to find one's way in it. */
export interface Target {
  readonly name: string;
  readonly url: string;
  readonly user: string;
  readonly password: string;
  readonly selectors: { readonly user: string; readonly password: string };
}

/** Measured figures by name: milliseconds, bytes or counts. */
export type Figures = Readonly<Record<string, number>>;

interface Probe {
  readonly marks: Readonly<Record<string, number>>;
  focus(name: "user" | "password"): void;
  watchStep(): void;
  requests(): number;
  stepBeyondApi(): number;
  /** Milliseconds of the step with everything. */
  step(): number;
}

declare const bench: Probe;

const probe = readFileSync(new URL("page-probe.js", import.meta.url), "utf8");
const timeout = 60_000;

/**
 * Somebody comes for the first time, comes again, and signs in; in a browser that knows nothing of earlier visits.
 *
 * @param trace the file to write what the browser did during the sign-in to, for the performance panel of its developer tools
 */
export async function visit(browser: Browser, target: Target, profile: Profile, trace?: string): Promise<Figures> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  try {
    await context.addInitScript(`globalThis.benchSelectors = ${JSON.stringify(target.selectors)};\n${probe}`);
    const cold = await load(context, target.url, profile);
    await cold.page.close();
    const warm = await load(context, target.url, profile);
    if (trace !== undefined) await browser.startTracing(warm.page, { path: trace });
    const step = await signIn(warm.page, target);
    if (trace !== undefined) await browser.stopTracing();
    return {
      "usable, cold": cold.marks["usable"] ?? NaN,
      "ready, cold": cold.marks["ready"] ?? NaN,
      "usable, warm": warm.marks["usable"] ?? NaN,
      "ready, warm": warm.marks["ready"] ?? NaN,
      ...step,
      cpu: cold.cpu,
      heap: cold.heap,
      requests: cold.requests,
      "all requests": cold.allRequests,
      bytes: cold.bytes,
    };
  } finally {
    await context.close();
  }
}

interface Load {
  readonly page: Page;
  readonly marks: Readonly<Record<string, number>>;
  readonly requests: number;
  /** Until the page was idle. */
  readonly allRequests: number;
  /** Over the network, heads included. */
  readonly bytes: number;
  /** Milliseconds of work on the page's main thread. */
  readonly cpu: number;
  /** Bytes of script objects that are in use. */
  readonly heap: number;
}

async function load(context: BrowserContext, url: string, profile: Profile): Promise<Load> {
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send("Network.enable");
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: profile.cpu });
  let bytes = 0;
  let allRequests = 0;
  cdp.on("Network.loadingFinished", ({ encodedDataLength }) => {
    allRequests++;
    bytes += encodedDataLength;
  });
  // Time that the thread has worked, not time that has passed: other programs do not count.
  await cdp.send("Performance.enable", { timeDomain: "threadTicks" });
  await page.goto(url, { waitUntil: "load", timeout });
  await page.waitForFunction(() => bench.marks["ready"] !== undefined, undefined, { timeout });
  await page.waitForLoadState("networkidle", { timeout });
  const cpu = (await metric(cdp, "TaskDuration")) * 1000;
  await cdp.send("HeapProfiler.collectGarbage");
  const heap = await metric(cdp, "JSHeapUsedSize");
  const { marks, requests } = await page.evaluate(() => ({ marks: { ...bench.marks }, requests: bench.requests() }));
  return { page, marks, requests, allRequests, bytes, cpu, heap };
}

async function metric(cdp: CDPSession, name: string): Promise<number> {
  const { metrics } = await cdp.send("Performance.getMetrics");
  return metrics.find((item) => item.name === name)?.value ?? NaN;
}

/** Answers both steps with the keyboard. @returns milliseconds from Enter to the password field, and of the way from Enter to where it leads */
async function signIn(page: Page, { user, password }: Target): Promise<Figures> {
  await page.evaluate(() => {
    bench.watchStep();
    bench.focus("user");
  });
  await page.keyboard.insertText(user);
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => bench.marks["password"] !== undefined, undefined, { timeout });
  const figures = await page.evaluate(() => ({ step: bench.stepBeyondApi(), "whole step": bench.step() }));
  const before = new URL(page.url()).pathname;
  await page.evaluate(() => bench.focus("password"));
  await page.keyboard.insertText(password);
  await page.keyboard.press("Enter");
  // Only to see that it is the real thing: a step that leads nowhere would be fast.
  await page.waitForURL(({ pathname }) => pathname !== before, { waitUntil: "commit", timeout });
  return figures;
}
