import { executeForScore, isForScores } from "./recaptcha-api.ts";
import type { CaptchaVendor } from "./vendor.ts";

/** reCAPTCHA v3: nothing to do for anybody, a score for the server. */
export const recaptchaScore: CaptchaVendor = {
  isLoaded: (script) => window.grecaptcha !== undefined && isForScores(script),
  render(_container, start, events) {
    if (window.grecaptcha) executeForScore(window.grecaptcha, start, events);
  },
};
