import { expect } from "@open-wc/testing";
import { emulateMedia } from "@web/test-runner-commands";
import { unanswered } from "../../fixtures/answers.ts";
import { dummyChallenge, identificationChallenge } from "../../fixtures/challenges.ts";
import { mountFlow } from "../../support/mount.ts";
import { click } from "../../support/person.ts";

// Only Chromium lets a test ask for less motion.
const canEmulate = navigator.userAgent.includes("Chrome");

(canEmulate ? describe : describe.skip)("for people who want less motion", () => {
  before(() => emulateMedia({ reducedMotion: "reduce" }));
  after(() => emulateMedia({ reducedMotion: "no-preference" }));

  it("the button is there at once", async () => {
    const { screen } = await mountFlow({ first: identificationChallenge() });
    expect(getComputedStyle(screen.button("Log in")).visibility).to.equal("visible");
    expect(screen.button("Log in").getAnimations()).to.be.empty;
  });

  it("nothing turns while the server is asked", async () => {
    const { screen, root } = await mountFlow({ first: dummyChallenge(), answers: [unanswered] });
    await click(screen.button("Continue"));
    const animations = root.querySelector("form")?.getAnimations({ subtree: true }) ?? [];
    expect(animations.map((animation) => (animation as CSSAnimation).animationName)).not.to.include("ak-spin");
  });
});
