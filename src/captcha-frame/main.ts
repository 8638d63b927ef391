/**
 * The program of the document that captchas run in, apart from the page: loads the script of the vendor that the page names, shows its
 * widget, and tells the page what comes of it.
 */
import { captchaMessage, type CaptchaReport, type CaptchaStart, readStart } from "../protocol/captcha-frame.ts";
import { parseUrl } from "../protocol/parse-url.ts";
import { loadScript, scriptAddress } from "./load-script.ts";
import { vendorOf } from "./vendors.ts";
import { watchHeight } from "./watch-height.ts";

type Report = (report: CaptchaReport) => void;

const container = document.getElementById("captcha");
const page = new AbortController();

addEventListener("message", onMessage, { signal: page.signal });

function onMessage(event: MessageEvent<unknown>): void {
  if (event.source !== parent) return;
  const start = readStart(event.data);
  if (!start || !container) return;
  page.abort(); // One captcha, for whoever asked first.
  void run(start, container, (report) => parent.postMessage(captchaMessage(report), event.origin));
}

async function run(start: CaptchaStart, container: HTMLElement, report: Report): Promise<void> {
  const { documentElement: root } = document;
  root.style.colorScheme = start.theme;
  root.lang = start.language;
  root.dir = start.direction;
  watchHeight((height) => report({ type: "height", height }));
  let script: URL;
  try {
    script = scriptAddress(start);
    await loadScript(script);
  } catch {
    return report({ type: "error", fault: "blocked", detail: hostOf(start.script) });
  }
  const vendor = vendorOf(script);
  if (!vendor) return report({ type: "error", fault: "unknown-vendor", detail: hostOf(start.script) });
  try {
    vendor.render(container, start, {
      onToken: (token) => report({ type: "token", token }),
      onExpired: () => report({ type: "expired" }),
      onClosed: () => report({ type: "closed" }),
      onError: (detail) => report({ type: "error", fault: "vendor", detail }),
    });
    report({ type: "ready" });
  } catch (cause) {
    report({ type: "error", fault: "vendor", detail: cause instanceof Error ? cause.message : String(cause) });
  }
}

/** Where the script comes from, for people; what cannot be read stands for itself. */
function hostOf(script: string): string {
  return parseUrl(script, document.baseURI)?.hostname ?? script;
}
