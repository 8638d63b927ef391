import { expect } from "@open-wc/testing";
import { identificationChallenge } from "../../fixtures/challenges.ts";
import { colourIn, contrast, painted } from "../../support/colours.ts";
import { mountFlow } from "../../support/mount.ts";
import { themePairs } from "../../support/theme-pairs.ts";
import { themeProperties } from "../../../src/package/theme.ts";

for (const theme of ["light", "dark"]) {
  describe(`the ${theme} colours`, () => {
    const check = (foreground: string, background: string, least: number): void => {
      it(`show ${foreground} on ${background} at ${least}:1 or better`, async () => {
        document.documentElement.dataset["theme"] = theme;
        const { executor } = await mountFlow({ first: identificationChallenge() });
        const behind = colourIn(executor, `var(${background})`);
        const front = colourIn(executor, `var(${foreground})`);
        expect(contrast(painted(behind), painted(behind, front))).to.be.at.least(least);
      });
    };
    for (const { front, behind, least } of themePairs) check(themeProperties[front], themeProperties[behind], least);

    it("keep the label of a button readable under the pointer", async () => {
      document.documentElement.dataset["theme"] = theme;
      const { executor } = await mountFlow({ first: identificationChallenge() });
      const behind = colourIn(executor, "color-mix(in oklab, var(--ak-accent) 88%, var(--ak-text))");
      const front = colourIn(executor, "var(--ak-accent-text)");
      expect(contrast(painted(behind), painted(front))).to.be.at.least(4.5);
    });

    it("are those of the page and of its controls", async () => {
      document.documentElement.dataset["theme"] = theme;
      const { executor } = await mountFlow({ first: identificationChallenge() });
      expect(getComputedStyle(executor).colorScheme).to.equal(theme);
    });
  });
}

it("colours resolve: black on white is 21:1", () => {
  expect(contrast(painted("oklch(0 0 0)"), painted("oklch(1 0 0)"))).to.be.closeTo(21, 0.01);
});
