import { hcaptcha } from "./hcaptcha.ts";
import { recaptchaEnterprise, recaptchaEnterpriseScore } from "./recaptcha-enterprise.ts";
import { recaptchaScore } from "./recaptcha-score.ts";
import { recaptcha } from "./recaptcha.ts";
import { turnstile } from "./turnstile.ts";
import type { CaptchaVendor } from "./vendor.ts";

/** The more special come first. hCaptcha does before all, because it answers to reCAPTCHA's name too. */
const vendors: readonly CaptchaVendor[] = [
  hcaptcha,
  recaptchaEnterpriseScore,
  recaptchaEnterprise,
  recaptchaScore,
  recaptcha,
  turnstile,
];

/** Whose script it was that has been loaded: scripts may come from mirrors, so what they bring tells, and not their address. */
export function vendorOf(script: URL): CaptchaVendor | undefined {
  return vendors.find((vendor) => vendor.isLoaded(script));
}
