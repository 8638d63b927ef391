/** Firefox and WebKitGTK, as far as tests need them that drive Chromium by Playwright otherwise. */
import { launch } from "puppeteer-core";
import { findFirefox, findWebKit, type WebKit } from "../../../tools/browsers.ts";
import { startWebKitDriver, webkitCapabilities } from "../../../tools/webkit-driver.ts";

/** A page that has kept nothing of any page before. */
export interface EnginePage {
  /** Goes there, and does not wait until all has come. */
  open(url: string): Promise<void>;
  /** What an expression comes to in the page. */
  evaluate(expression: string): Promise<unknown>;
  /** Types with the keyboard. */
  type(selector: string, text: string): Promise<void>;
  close(): Promise<void>;
}

export interface RunningEngine {
  /** Where there can be one page at a time, the one before has to be closed. */
  newPage(): Promise<EnginePage>;
  close(): Promise<void>;
}

export interface Engine {
  readonly name: string;
  /** Why there is none to start. */
  readonly missing: string | false;
  start(): Promise<RunningEngine>;
}

const firefox = findFirefox();
const webkit = findWebKit();

export const otherEngines: readonly Engine[] = [
  {
    name: "Firefox",
    missing: firefox ? false : "Firefox is not installed",
    start: () => startFirefox(firefox ?? ""),
  },
  {
    name: "WebKitGTK",
    missing: webkit ? false : "WebKitGTK, its driver or a virtual display is not installed",
    start: () => startWebKit(webkit as WebKit),
  },
];

async function startFirefox(executablePath: string): Promise<RunningEngine> {
  const browser = await launch({ browser: "firefox", headless: true, executablePath });
  return {
    newPage: async () => {
      const context = await browser.createBrowserContext();
      const page = await context.newPage();
      return {
        open: async (url) => {
          // Where scripts do not come, a page is never loaded.
          page.goto(url).catch(() => undefined);
        },
        evaluate: (expression) => page.evaluate(expression),
        type: (selector, text) => page.type(selector, text),
        close: () => context.close(),
      };
    },
    close: () => browser.close(),
  };
}

/** By WebDriver (https://www.w3.org/TR/webdriver2/), in which an element is known by this name. */
const elementKey = "element-6066-11e4-a52e-4f735466cecf";

async function startWebKit(found: WebKit): Promise<RunningEngine> {
  const driver = await startWebKitDriver(found);
  const send = async (method: "POST" | "DELETE", path: string, body: unknown = {}): Promise<unknown> => {
    const url = `http://127.0.0.1:${driver.port}/session${path}`;
    const answer = await fetch(url, { method, ...(method === "POST" && { body: JSON.stringify(body) }) });
    const { value } = (await answer.json()) as { value: unknown };
    if (!answer.ok) throw new Error(`${path}: ${JSON.stringify(value)}`);
    return value;
  };
  return {
    newPage: async () => {
      const capabilities = { alwaysMatch: { ...webkitCapabilities(found), pageLoadStrategy: "none" } };
      const { sessionId } = (await send("POST", "", { capabilities })) as { sessionId: string };
      return {
        open: async (url) => void (await send("POST", `/${sessionId}/url`, { url })),
        evaluate: (expression) =>
          send("POST", `/${sessionId}/execute/sync`, { script: `return (${expression});`, args: [] }),
        type: async (selector, text) => {
          const css = { using: "css selector", value: selector };
          const element = (await send("POST", `/${sessionId}/element`, css)) as Record<typeof elementKey, string>;
          await send("POST", `/${sessionId}/element/${element[elementKey]}/value`, { text });
        },
        close: async () => void (await send("DELETE", `/${sessionId}`)),
      };
    },
    close: async () => driver.stop(),
  };
}
