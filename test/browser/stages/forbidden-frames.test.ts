/** What the page's policy forbids loads nothing and says nothing: the page has to notice and to say so. */
import { expect } from "@open-wc/testing";
import type { Challenge } from "../../../src/protocol/challenges.ts";
import { captchaChallenge } from "../../fixtures/captcha-challenges.ts";
import { identificationChallenge } from "../../fixtures/challenges.ts";
import { frameChallenge } from "../../fixtures/leaving-challenges.ts";
import { telegramChallenge } from "../../fixtures/source-challenges.ts";
import { mountFlow } from "../../support/mount.ts";
import { settle, until } from "../../support/until.ts";

const forbidden = "The rules of this page do not let this step be loaded.";

/** What a browser tells of a frame; not to those who count what is blocked in earnest. */
function blocked(blockedURI: string, more: Partial<SecurityPolicyViolationEventInit> = {}): void {
  const init = {
    blockedURI,
    documentURI: location.href,
    originalPolicy: "",
    statusCode: 200,
    violatedDirective: "frame-src",
  };
  const about: SecurityPolicyViolationEventInit = {
    ...init,
    effectiveDirective: "frame-src",
    disposition: "enforce",
    ...more,
  };
  document.addEventListener("securitypolicyviolation", (event) => event.stopPropagation(), { once: true });
  document.dispatchEvent(new SecurityPolicyViolationEvent("securitypolicyviolation", about));
}

const steps: readonly [what: string, first: Challenge][] = [
  ["a captcha", captchaChallenge()],
  ["a captcha within identification", identificationChallenge({ captcha_stage: captchaChallenge() })],
  ["a step in a frame", frameChallenge()],
  ["Telegram", telegramChallenge()],
];

describe("a frame that the page's policy forbids", () => {
  for (const [what, first] of steps) {
    it(`is said: ${what}`, async () => {
      const { root, screen } = await mountFlow({ first });
      const frame = await until(() => root.querySelector("iframe"), "the frame");
      blocked(frame.src);
      await until(() => screen.alerts.join(" ").includes(forbidden), "it says so");
    });

    it(`is not taken for another, or for one that is only reported: ${what}`, async () => {
      const { root, screen } = await mountFlow({ first });
      const frame = await until(() => root.querySelector("iframe"), "the frame");
      blocked("https://elsewhere.example/");
      blocked(frame.src, { disposition: "report" });
      blocked(frame.src, { effectiveDirective: "img-src" });
      await settle();
      expect(screen.alerts.join(" ")).not.to.contain(forbidden);
    });
  }

  it("is known by its origin, where the browser tells no more", async () => {
    const { root, screen } = await mountFlow({ first: telegramChallenge() });
    const frame = await until(() => root.querySelector("iframe"), "the frame");
    blocked(new URL(frame.src).origin);
    await until(() => screen.alerts.join(" ").includes(forbidden), "it says so");
  });
});
