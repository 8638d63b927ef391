import { expect } from "@open-wc/testing";
import { emulateMedia } from "@web/test-runner-commands";
import { unanswered } from "../../fixtures/answers.ts";
import { dummyChallenge, identificationChallenge } from "../../fixtures/challenges.ts";
import { mountFlow } from "../../support/mount.ts";
import { click } from "../../support/person.ts";

// Only Chromium lets a test ask for less motion.
const canEmulate = navigator.userAgent.includes("Chrome");

describe("what says that the server is asked", () => {
  it("shows after a quarter of a second, and has nothing drawn until then", async () => {
    const { screen, root } = await mountFlow({ first: dummyChallenge(), answers: [unanswered] });
    const button = screen.button("Continue");
    await click(button);
    const animations = root.querySelector("form")?.getAnimations({ subtree: true }) ?? [];
    const at = (time: number): string => {
      for (const animation of animations) {
        animation.pause();
        animation.currentTime = time;
      }
      return getComputedStyle(button, "::after").visibility;
    };
    expect([at(240), at(260)]).to.deep.equal(["hidden", "visible"]);
    at(240);
    expect(animations.map(({ effect }) => effect?.getComputedTiming().progress)).to.deep.equal([null, null]);
  });
});

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
