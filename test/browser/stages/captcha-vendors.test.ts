import { expect } from "@open-wc/testing";
import { unanswered } from "../../fixtures/answers.ts";
import { captchaChallenge, vendorScript } from "../../fixtures/captcha-challenges.ts";
import { type MountedFlow, type Mounting, mountFlow } from "../../support/mount.ts";
import { until } from "../../support/until.ts";

type Overrides = Parameters<typeof captchaChallenge>[0];

function shown(overrides: Overrides = {}, mounting: Mounting = {}): Promise<MountedFlow> {
  return mountFlow({ first: captchaChallenge(overrides), answers: [unanswered], ...mounting });
}

/** What the vendor's script was called with, which its stand-in puts into the token. */
async function called(flow: MountedFlow): Promise<unknown> {
  await until(() => flow.server.payloads.length > 0, "the token is sent");
  const { token, component } = flow.server.payloads[0] as { token: string; component: string };
  expect(component).to.equal("ak-stage-captcha");
  return JSON.parse(token) as unknown;
}

async function complains(flow: MountedFlow, words: string): Promise<void> {
  await until(() => flow.screen.alerts.join().includes(words), `it says "${words}"`);
}

const common = { sitekey: "passes", theme: "light", language: "en" };

describe("a captcha of", () => {
  beforeEach(() => (document.documentElement.dataset["theme"] = "light"));

  for (const [what, script, interactive, expected] of [
    ["Turnstile", "turnstile.js", true, { vendor: "turnstile", ...common, size: "flexible", appearance: "always" }],
    [
      "Turnstile, in the background",
      "turnstile.js",
      false,
      { vendor: "turnstile", ...common, size: "flexible", appearance: "interaction-only" },
    ],
    ["hCaptcha", "hcaptcha.js", true, { vendor: "hcaptcha", ...common, size: "normal" }],
    ["hCaptcha, in the background", "hcaptcha.js", false, { vendor: "hcaptcha", ...common, size: "invisible" }],
    [
      "reCAPTCHA v2",
      "recaptcha.js",
      true,
      { vendor: "recaptcha", edition: "standard", ...common, size: "normal", badge: "inline" },
    ],
    [
      "reCAPTCHA v2, in the background",
      "recaptcha.js",
      false,
      { vendor: "recaptcha", edition: "standard", ...common, size: "invisible", badge: "inline" },
    ],
    [
      "reCAPTCHA v3",
      "recaptcha.js?render=passes",
      false,
      { vendor: "recaptcha", edition: "standard", language: "en", sitekey: "passes", action: "login" },
    ],
    [
      "reCAPTCHA Enterprise",
      "recaptcha.js?enterprise",
      true,
      { vendor: "recaptcha", edition: "enterprise", ...common, size: "normal", badge: "inline" },
    ],
    [
      "reCAPTCHA Enterprise with scores",
      "recaptcha.js?enterprise&render=passes",
      false,
      { vendor: "recaptcha", edition: "enterprise", language: "en", sitekey: "passes", action: "login" },
    ],
  ] as const) {
    it(`${what} is asked as its vendor wants it, and the token sent by itself`, async () => {
      const flow = await shown({ js_url: vendorScript(script), site_key: "passes", interactive });
      expect(await called(flow)).to.deep.equal(expected);
    });
  }

  for (const [what, script, says] of [
    ["Turnstile", "turnstile.js", "“110200”"],
    ["hCaptcha", "hcaptcha.js", "“network-error”"],
    ["reCAPTCHA", "recaptcha.js", "The check does not work."],
    ["reCAPTCHA v3", "recaptcha.js?render=fails", "“Invalid site key”"],
  ] as const) {
    it(`${what} that reports an error is said to`, async () => {
      const flow = await shown({ js_url: vendorScript(script), site_key: "fails" });
      await complains(flow, says);
      expect(flow.server.payloads).to.be.empty;
    });
  }
});
