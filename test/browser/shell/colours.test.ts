import { expect } from "@open-wc/testing";
import { identificationChallenge } from "../../fixtures/challenges.ts";
import { colourIn, contrast, painted } from "../../support/colours.ts";
import { mountFlow } from "../../support/mount.ts";

/** What is written on what (WCAG 2.2, 1.4.3). */
const texts = [
  ["text", "raised"],
  ["text", "surface"],
  ["muted", "raised"],
  ["muted", "surface"],
  ["accent", "raised"],
  ["accent", "surface"],
  ["accent-text", "accent"],
  ["danger", "raised"],
  ["success", "raised"],
] as const;

/** What has to be seen against what (WCAG 2.2, 1.4.11): edges of controls, the focus ring. */
const edges = [
  ["border", "raised"],
  ["danger", "raised"],
  ["focus", "raised"],
  ["focus", "surface"],
  ["accent", "raised"],
] as const;

for (const theme of ["light", "dark"]) {
  describe(`the ${theme} colours`, () => {
    const check = (foreground: string, background: string, least: number): void => {
      it(`show ${foreground} on ${background} at ${least}:1 or better`, async () => {
        document.documentElement.dataset["theme"] = theme;
        const { executor } = await mountFlow({ first: identificationChallenge() });
        const behind = colourIn(executor, `var(--ak-${background})`);
        const front = colourIn(executor, `var(--ak-${foreground})`);
        expect(contrast(painted(behind), painted(behind, front))).to.be.at.least(least);
      });
    };
    for (const [foreground, background] of texts) check(foreground, background, 4.5);
    for (const [foreground, background] of edges) check(foreground, background, 3);

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
