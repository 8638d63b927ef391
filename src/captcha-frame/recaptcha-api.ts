import type { CaptchaStart } from "../protocol/captcha-frame.ts";
import { type CaptchaEvents, isNarrow } from "./vendor.ts";

/** What reCAPTCHA and its Enterprise edition have in common. @see https://developers.google.com/recaptcha/docs/display#js_api */
export interface RecaptchaApi {
  render(container: HTMLElement, parameters: object): number;
  execute(id: number): void;
  execute(siteKey: string, options: { readonly action: string }): Promise<string>;
  reset(id: number): void;
}

declare global {
  interface Window {
    grecaptcha?: RecaptchaApi & { readonly enterprise?: RecaptchaApi };
  }
}

/** Milliseconds after which a score's token is replaced: it is good for two minutes. */
const freshness = 110_000;

/** Whether the script was asked for scores: then it carries the site key in its address. */
export function isForScores(script: URL): boolean {
  const render = script.searchParams.get("render");
  return render !== null && render !== "explicit" && render !== "onload";
}

/** Shows the checkbox, or the badge of the kind that has none. */
export function renderWidget(
  api: RecaptchaApi,
  container: HTMLElement,
  { siteKey, theme, interactive }: CaptchaStart,
  { onToken, onExpired, onError }: CaptchaEvents,
): void {
  const id = api.render(container, {
    sitekey: siteKey,
    theme,
    size: interactive ? (isNarrow(container) ? "compact" : "normal") : "invisible",
    badge: "inline",
    callback: onToken,
    "expired-callback": () => {
      onExpired();
      if (interactive) return;
      api.reset(id);
      api.execute(id);
    },
    "error-callback": () => onError(""),
  });
  if (!interactive) api.execute(id);
}

/** Gets a token with a score, and another one before it has run out. */
export function executeForScore(
  api: RecaptchaApi,
  { siteKey }: CaptchaStart,
  { onToken, onError }: CaptchaEvents,
): void {
  const execute = async (): Promise<void> => {
    try {
      onToken(await api.execute(siteKey, { action: "login" }));
      setTimeout(() => void execute(), freshness);
    } catch (cause) {
      onError(cause instanceof Error ? cause.message : "");
    }
  };
  void execute();
}
