import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";
import { webdriverLauncher } from "@web/test-runner-webdriver";
import type { WebKit } from "../browsers.ts";
import { freePort } from "../free-port.ts";
import { framed } from "./wtr-framed.ts";

/**
 * Runs tests in WebKitGTK, through its WebDriver and on a virtual display. The launcher is made to take one page at a time: it would
 * otherwise put tests into frames, where keys go astray.
 *
 * @param inFrame each page in a frame all the same: its driver cannot change the size of a window, and a page can change that of a frame
 */
export async function webkitLauncher(webkit: WebKit, inFrame = false): Promise<ReturnType<typeof webdriverLauncher>> {
  const display = await startDisplay(webkit.display);
  const port = await startDriver(webkit.driver, display);
  const launcher = webdriverLauncher({
    hostname: "127.0.0.1",
    port,
    path: "/",
    capabilities: {
      browserName: "MiniBrowser",
      "wdio:enforceWebDriverClassic": true,
      // @ts-expect-error -- WebKitGTK's own capability, which the types do not know
      "webkitgtk:browserOptions": { binary: webkit.browser, args: ["--automation"] },
    },
  });
  const initialize = launcher.initialize.bind(launcher);
  launcher.initialize = async (config) => {
    await initialize({ ...config, concurrency: 1 });
    launcher.name = "WebKitGTK";
  };
  if (inFrame) {
    const startSession = launcher.startSession.bind(launcher);
    launcher.startSession = (id, url) => startSession(id, framed(url));
  }
  // One key after the other: the launcher's own way presses all at once, and doubled letters get lost.
  const sendKeys = launcher.sendKeys.bind(launcher);
  launcher.sendKeys = async (id, keys) => {
    for (const key of keys) await sendKeys(id, [key]);
  };
  return Object.assign(launcher, { concurrency: 1 });
}

/** Starts a virtual display on a free number, and says which. */
async function startDisplay(command: string): Promise<string> {
  const server = run(command, ["-displayfd", "3", "-screen", "0", "1280x1024x24", "-nolisten", "tcp"], {}, 4);
  const [number] = (await once(server.stdio[3] as Readable, "data")) as [Buffer];
  return `:${number.toString().trim()}`;
}

/** Starts the driver on a free port, and waits until it answers. */
async function startDriver(command: string, display: string): Promise<number> {
  const port = await freePort();
  run(command, [`--port=${port}`, "--host=127.0.0.1"], {
    DISPLAY: display,
    GDK_BACKEND: "x11",
    WEBKIT_DISABLE_COMPOSITING_MODE: "1",
    LIBGL_ALWAYS_SOFTWARE: "1",
  });
  const deadline = Date.now() + 20_000;
  for (;;) {
    try {
      await fetch(`http://127.0.0.1:${port}/status`);
      return port;
    } catch (cause) {
      if (Date.now() > deadline) throw new Error("WebKitWebDriver did not start within 20 seconds", { cause });
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** Starts a program that ends when we do. */
function run(command: string, args: string[], env: Record<string, string>, pipes = 3): ChildProcess {
  const stdio = Array.from({ length: pipes }, (_, index) => (index < 3 ? ("ignore" as const) : ("pipe" as const)));
  const child = spawn(command, args, { stdio, env: { ...process.env, ...env } });
  child.unref();
  process.on("exit", () => child.kill());
  return child;
}
