import { webdriverLauncher } from "@web/test-runner-webdriver";
import type { WebKit } from "../browsers.ts";
import { startWebKitDriver, webkitCapabilities } from "../webkit-driver.ts";
import { framed } from "./wtr-framed.ts";

/**
 * Runs tests in WebKitGTK, through its WebDriver and on a virtual display. The launcher is made to take one page at a time: it would
 * otherwise put tests into frames, where keys go astray.
 *
 * @param inFrame each page in a frame all the same: its driver cannot change the size of a window, and a page can change that of a frame
 */
export async function webkitLauncher(webkit: WebKit, inFrame = false): Promise<ReturnType<typeof webdriverLauncher>> {
  const { port } = await startWebKitDriver(webkit);
  const launcher = webdriverLauncher({
    hostname: "127.0.0.1",
    port,
    path: "/",
    capabilities: {
      ...webkitCapabilities(webkit),
      "wdio:enforceWebDriverClassic": true,
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
