import { captchaMessage, type CaptchaReport, type CaptchaStart, readReport } from "../../protocol/captcha-frame.ts";
import { readHostConfig } from "./host-config.ts";
import { watchWindowMessages } from "./window-messages.ts";

const always = "allow-scripts allow-forms allow-popups allow-popups-to-escape-sandbox";

/** The document that captchas run in, and what it may do. */
export interface CaptchaFrame {
  readonly url: string;
  /** For the `sandbox` of its frame. */
  readonly sandbox: string;
  /** Where its messages come from: `null` for an origin of nobody. */
  readonly origin: string;
}

/**
 * Where captchas run: on the host that the page's configuration names for them, which they may use as their own; else on the server's, in an
 * origin of nobody, so that no script of a vendor gets at what is ours.
 *
 * @param base where the server is mounted
 */
export function captchaFrame(base: string): CaptchaFrame {
  const { captchaFrame: configured, captchaPath = "static/captcha/frame.html" } = readHostConfig();
  const url = new URL(configured ?? captchaPath, new URL(base, document.baseURI));
  if (configured === undefined) return { url: url.href, sandbox: always, origin: "null" };
  const sandbox = `${always} allow-same-origin allow-storage-access-by-user-activation`;
  return { url: url.href, sandbox, origin: url.origin };
}

/** Listens to what a frame says, and to nobody else. @param element asked at each message */
export function watchCaptchaFrame(
  { origin }: CaptchaFrame,
  element: () => HTMLIFrameElement | null,
  onReport: (report: CaptchaReport) => void,
  signal: AbortSignal,
): void {
  const onMessage = (data: unknown): void => {
    const report = readReport(data);
    if (report) onReport(report);
  };
  watchWindowMessages(() => ({ window: element()?.contentWindow ?? null, origin }), onMessage, signal);
}

/** Tells a frame that has been loaded what to do. An origin of nobody has no name, so there the message is for whoever is there. */
export function startCaptcha(element: HTMLIFrameElement, { origin }: CaptchaFrame, start: CaptchaStart): void {
  element.contentWindow?.postMessage(captchaMessage(start), origin === "null" ? "*" : origin);
}
