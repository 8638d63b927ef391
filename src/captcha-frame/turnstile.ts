import { type CaptchaVendor, isNarrow } from "./vendor.ts";

/** @see https://developers.cloudflare.com/turnstile/get-started/client-side-rendering/ */
interface TurnstileApi {
  render(container: HTMLElement, parameters: object): string | undefined;
}

declare global {
  interface Window {
    turnstile?: TurnstileApi;
  }
}

/** Cloudflare Turnstile: gets a new token by itself when one has run out. */
export const turnstile: CaptchaVendor = {
  isLoaded: () => window.turnstile !== undefined,
  render(container, { siteKey, theme, language, interactive }, { onToken, onExpired, onError }) {
    const id = window.turnstile?.render(container, {
      sitekey: siteKey,
      theme,
      language: language.toLowerCase(),
      size: isNarrow(container) ? "compact" : "flexible",
      appearance: interactive ? "always" : "interaction-only",
      retry: "never",
      "response-field": false,
      callback: onToken,
      "expired-callback": onExpired,
      "timeout-callback": onExpired,
      "unsupported-callback": () => onError(""),
      "error-callback": (code?: string | number) => {
        onError(String(code ?? ""));
        return true; // Or it would be an uncaught error.
      },
    });
    if (id === undefined) throw new Error("not rendered");
  },
};
