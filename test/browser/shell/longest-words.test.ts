/** Every state with the longest words that any language has for it, on the narrowest page: nothing stands out, and nothing is cut off. */
import { expect } from "@open-wc/testing";
import { setViewport } from "@web/test-runner-commands";
import { speak } from "../../../src/client/shell/language/localisation.ts";
import { interfaceWords } from "../../../src/protocol/locales/compiled/interface-words.gen.ts";
import { states } from "../../fixtures/states.ts";
import { lost, shown } from "../../support/measured-state.ts";
import { isCompatibility } from "../../support/mode.ts";

type Load = () => Promise<{ words: Readonly<Record<string, string>> }>;

// The words are the same in both modes, and WebKitGTK's driver cannot change the size of the page.
const measures = !isCompatibility && navigator.userAgent.includes("Chrome");

(measures ? describe : describe.skip)("the longest words at 320 px", () => {
  before(async () => {
    const loaders = interfaceWords as Record<string, Load>;
    const longest: Record<string, string> = {};
    for (const { words } of await Promise.all(Object.values(loaders).map((load) => load()))) {
      for (const [id, text] of Object.entries(words)) {
        if (text.length > (longest[id]?.length ?? 0)) longest[id] = text;
      }
    }
    loaders["de"] = () => Promise.resolve({ words: longest });
    await speak("de");
    await setViewport({ width: 320, height: 800 });
  });
  after(async () => {
    await speak("en");
    await setViewport({ width: 800, height: 600 });
  });

  for (const [component, all] of Object.entries(states)) {
    it(`${component} in all its states loses nothing`, async () => {
      for (const state of all) {
        const { executor } = await shown(state, "100%", "ltr");
        expect(lost(executor), state.name).to.be.empty;
        executor.remove();
      }
    });
  }
});
