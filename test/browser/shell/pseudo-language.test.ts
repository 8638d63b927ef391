/**
 * Every state in a language made up for the test, each of whose sentences stands in brackets, from right to left: what stands in none is
 * English in every language, unless the flow says it. Accessible it is, too.
 */
import { expect } from "@open-wc/testing";
import "axe-core";
import { speak } from "../../../src/client/shell/language/localisation.ts";
import { interfaceWords } from "../../../src/protocol/locales/compiled/interface-words.gen.ts";
import { brand } from "../../fixtures/brand.ts";
import { states } from "../../fixtures/states.ts";
import { expectAccessibleWords } from "../../support/accessible.ts";
import { isCompatibility } from "../../support/mode.ts";
import { type MountedFlow, mountState } from "../../support/mount-state.ts";

type Load = () => Promise<{ words: Readonly<Record<string, string>> }>;

// The words are the same in both modes and in every engine.
const looks = !isCompatibility && navigator.userAgent.includes("Chrome");
const loaders = interfaceWords as Record<string, Load>;
const arabic = loaders["ar"];

(looks ? describe : describe.skip)("a language made up for the test", function () {
  this.timeout(60_000);
  before(async () => {
    const { words = {} } = (await arabic?.()) ?? {};
    const bracketed = Object.entries(words).map(([id, text]) => [id, text === "ar" ? text : `⟦${text}⟧`]);
    loaders["ar"] = () => Promise.resolve({ words: Object.fromEntries(bracketed) as Record<string, string> });
    await speak("ar");
  });
  after(async () => {
    if (arabic) loaders["ar"] = arabic;
    await speak("en");
  });

  for (const [component, all] of Object.entries(states)) {
    it(`${component}: says nothing in English of its own in any state, and is accessible from right to left`, async () => {
      document.documentElement.dir = "rtl";
      for (const state of all) {
        const flow = await mountState(state, { brand: brand() });
        const given = JSON.stringify([state, brand()]);
        const left = textsOf(flow).filter((text) => !isGiven(text, given));
        expect(left.join("; "), state.name).to.equal("");
        await expectAccessibleWords(flow.executor);
        flow.executor.remove();
      }
    });
  }
});

/** What is read on the page or out, each text for itself, without what stands in brackets. */
function textsOf({ executor }: MountedFlow): string[] {
  const elements = [...executor.querySelectorAll<HTMLElement>("*")].filter(
    (element) => element.checkVisibility() && !element.closest("[translate=no]"),
  );
  const shown = elements.flatMap(({ childNodes }) =>
    [...childNodes].filter((node) => node instanceof Text).map(({ data }) => data),
  );
  const named = elements.flatMap((element) =>
    ["aria-label", "title", "alt", "placeholder"].map((name) => element.getAttribute(name) ?? ""),
  );
  return [...shown, ...named]
    .map((text) => text.replaceAll(/⟦[^⟧]*⟧/g, "").trim())
    .filter((text) => /\p{L}{2}/u.test(text));
}

/** Whether the flow says it; what is read out has full stops between. */
function isGiven(text: string, given: string): boolean {
  const has = (part: string): boolean => given.includes(JSON.stringify(part).slice(1, -1));
  return has(text) || text.split(". ").every((part) => has(part.replace(/\.$/, "")));
}
