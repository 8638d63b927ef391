import { type CaptchaVendor, isNarrow } from "./vendor.ts";

/** @see https://docs.hcaptcha.com/configuration#javascript-api */
interface HCaptchaApi {
  render(container: HTMLElement, parameters: object): string;
  execute(id: string): void;
  reset(id: string): void;
}

declare global {
  interface Window {
    hcaptcha?: HCaptchaApi;
  }
}

/** hCaptcha, with its checkbox or without. */
export const hcaptcha: CaptchaVendor = {
  isLoaded: () => window.hcaptcha !== undefined,
  render(container, { siteKey, theme, interactive }, { onToken, onExpired, onClosed, onError }) {
    const { hcaptcha: api } = window;
    if (!api) return;
    const id = api.render(container, {
      sitekey: siteKey,
      theme,
      size: interactive ? (isNarrow(container) ? "compact" : "normal") : "invisible",
      callback: onToken,
      "expired-callback": () => {
        onExpired();
        if (interactive) return;
        api.reset(id);
        api.execute(id);
      },
      // With the checkbox the person can simply begin again.
      "chalexpired-callback": () => !interactive && onClosed(),
      "close-callback": () => !interactive && onClosed(),
      "error-callback": (code?: string | number) => onError(String(code ?? "")),
    });
    if (!interactive) api.execute(id);
  },
};
