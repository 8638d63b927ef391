import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { Socket } from "node:net";
import type { WebKit } from "./browsers.ts";
import { freePort } from "./free-port.ts";

/** WebKitGTK's driver, on a virtual display of its own. Both end with the process that started them, if not before. */
export interface WebKitDriver {
  readonly port: number;
  stop(): void;
}

/** What a session asks the driver for. */
export function webkitCapabilities({ browser }: WebKit): Readonly<Record<string, unknown>> {
  return { browserName: "MiniBrowser", "webkitgtk:browserOptions": { binary: browser, args: ["--automation"] } };
}

/** Starts it on a free port, and waits until it answers. */
export async function startWebKitDriver(webkit: WebKit): Promise<WebKitDriver> {
  const [screen, display] = await startDisplay(webkit.display);
  const port = await freePort();
  const driver = run(webkit.driver, [`--port=${port}`, "--host=127.0.0.1"], {
    DISPLAY: display,
    GDK_BACKEND: "x11",
    WEBKIT_DISABLE_COMPOSITING_MODE: "1",
    LIBGL_ALWAYS_SOFTWARE: "1",
  });
  const stop = (): void => {
    driver.kill();
    screen.kill();
  };
  const deadline = Date.now() + 20_000;
  for (;;) {
    try {
      await fetch(`http://127.0.0.1:${port}/status`);
      return { port, stop };
    } catch (cause) {
      if (Date.now() > deadline) throw new Error("WebKitWebDriver did not start within 20 seconds", { cause });
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** Starts a virtual display on a free number, and says which. */
async function startDisplay(command: string): Promise<readonly [ChildProcess, string]> {
  const screen = run(command, ["-displayfd", "3", "-screen", "0", "1280x1024x24", "-nolisten", "tcp"], {}, 4);
  const pipe = screen.stdio[3] as Socket;
  const [number] = (await once(pipe, "data")) as [Buffer];
  // It stays open as long as the display, and keeps nobody waiting until then.
  pipe.unref();
  return [screen, `:${number.toString().trim()}`];
}

/** Starts a program that ends when we do. */
function run(command: string, args: string[], env: Record<string, string>, pipes = 3): ChildProcess {
  const stdio = Array.from({ length: pipes }, (_, index) => (index < 3 ? ("ignore" as const) : ("pipe" as const)));
  const child = spawn(command, args, { stdio, env: { ...process.env, ...env } });
  child.unref();
  process.on("exit", () => child.kill());
  return child;
}
