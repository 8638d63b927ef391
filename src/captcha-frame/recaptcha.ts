import { renderWidget } from "./recaptcha-api.ts";
import type { CaptchaVendor } from "./vendor.ts";

/** reCAPTCHA v2: the checkbox, or without one where nobody is to be asked unless need be. */
export const recaptcha: CaptchaVendor = {
  isLoaded: () => window.grecaptcha !== undefined,
  render(container, start, events) {
    if (window.grecaptcha) renderWidget(window.grecaptcha, container, start, events);
  },
};
