import type { BrowserLauncher, TestRunnerPlugin } from "@web/test-runner";
import type { CDPSession, Page } from "puppeteer-core";

/** What a test sends with `executeServerCommand("cdp", …)`: a method of the Chrome DevTools Protocol and its parameters. */
interface CdpPayload {
  readonly method: Parameters<CDPSession["send"]>[0];
  readonly params?: Record<string, unknown>;
}

type PuppeteerLauncher = BrowserLauncher & { getPage(sessionId: string): Page };

/**
 * Opens the Chrome DevTools Protocol to tests, in Chromium only: forced colours, virtual authenticators and the like. What a test
 * switches on lasts until its file has ended.
 */
export function cdpCommand(): TestRunnerPlugin<CdpPayload> {
  const connections = new Map<string, Promise<CDPSession>>();
  return {
    name: "cdp-command",
    async executeCommand({ command, payload, session }) {
      if (command !== "cdp") return undefined;
      const { browser, id } = session;
      if (!payload || !isChromium(browser)) throw new Error("cdp: only in Chromium, and with { method, params }");
      const connection = connections.get(id) ?? browser.getPage(id).createCDPSession();
      connections.set(id, connection);
      // A command that gives back nothing would look as if nobody knew it.
      return { ...(await (await connection).send(payload.method, payload.params)) };
    },
  };
}

function isChromium(browser: BrowserLauncher): browser is PuppeteerLauncher {
  return browser.name === "Chrome" && "getPage" in browser;
}
