import { executeForScore, isForScores, renderWidget } from "./recaptcha-api.ts";
import type { CaptchaVendor } from "./vendor.ts";

/** reCAPTCHA Enterprise with a checkbox, or with the badge of keys that have none. */
export const recaptchaEnterprise: CaptchaVendor = {
  isLoaded: () => window.grecaptcha?.enterprise !== undefined,
  render(container, start, events) {
    const api = window.grecaptcha?.enterprise;
    if (api) renderWidget(api, container, start, events);
  },
};

/** reCAPTCHA Enterprise with a score for the server. */
export const recaptchaEnterpriseScore: CaptchaVendor = {
  isLoaded: (script) => window.grecaptcha?.enterprise !== undefined && isForScores(script),
  render(_container, start, events) {
    const api = window.grecaptcha?.enterprise;
    if (api) executeForScore(api, start, events);
  },
};
