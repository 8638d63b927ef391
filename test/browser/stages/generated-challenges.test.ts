import { expect } from "@open-wc/testing";
import { components, fillings, generatedChallenge } from "../../fixtures/generated-challenges.ts";
import { expectAccessible, expectAccessibleWords } from "../../support/accessible.ts";
import { mountFlow } from "../../support/mount.ts";

/** The steps that are left at once have nothing to look at. */
const passing: ReadonlySet<string> = new Set(["xak-flow-redirect"]);

for (const component of components.filter((name) => !passing.has(name))) {
  describe(`${component}, made from the schema`, () => {
    for (const filling of fillings) {
      it(`shows a step with ${filling.name}`, async () => {
        const { executor, screen } = await mountFlow({ first: generatedChallenge(component, filling) });
        const shown = `${screen.heading} ${screen.text}`;
        expect(shown).not.to.match(/undefined|\[object|NaN/);
        expect([...screen.buttons, ...screen.links], "a way on").not.to.be.empty;
        expect("markupRan" in window, "markup ran").to.equal(false);
        // Whatever may be there is there with everything; its colours do not depend on what it says.
        await (filling.name === "everything" ? expectAccessible(executor) : expectAccessibleWords(executor));
      });
    }
  });
}
