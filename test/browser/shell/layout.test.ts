import { expect } from "@open-wc/testing";
import { setViewport } from "@web/test-runner-commands";
import type { FixtureState } from "../../fixtures/fixture-state.ts";
import { identificationChallenge, passwordChallenge } from "../../fixtures/challenges.ts";
import { brand } from "../../fixtures/brand.ts";
import { states } from "../../fixtures/states.ts";
import { afterwards, type MountedFlow } from "../../support/mount.ts";
import { mountState } from "../../support/mount-state.ts";

// WebKitGTK's driver cannot change the size of the page.
const canResize = !/AppleWebKit(?!.*Chrome)/.test(navigator.userAgent);

const widths = [
  ["320 px", 320, "100%"],
  ["640 px with text of twice the size", 640, "200%"],
  ["1280 px", 1280, "100%"],
] as const;

(canResize ? describe : describe.skip)("on a page of", () => {
  after(() => setViewport({ width: 800, height: 600 }));

  for (const [what, width, fontSize] of widths) {
    describe(what, () => {
      before(() => setViewport({ width, height: 800 }));

      for (const dir of ["ltr", "rtl"]) {
        for (const [component, all] of Object.entries(states)) {
          it(`${component} in all its states loses nothing (${dir})`, async () => {
            for (const state of all) {
              const { executor } = await shown(state, fontSize, dir);
              expect(lost(executor), state.name).to.be.empty;
              executor.remove();
            }
          });
        }
      }
    });
  }

  describe("a phone", () => {
    before(() => setViewport({ width: 360, height: 740 }));

    for (const [component, all] of Object.entries(states)) {
      it(`${component} has targets that a thumb hits`, async () => {
        for (const state of all) {
          const flow = await shown(state, "100%", "ltr");
          expect(tooSmall(flow), state.name).to.be.empty;
          flow.executor.remove();
        }
      });
    }

    for (const [dir, side] of [
      ["ltr", "left"],
      ["rtl", "right"],
    ] as const) {
      it(`has titles and names that begin at the ${side} where one reads ${dir}, whatever their script`, async () => {
        const state = { name: "latin", challenge: passwordChallenge() };
        const { screen, root } = await shown(state, "100%", dir);
        const title = root.querySelector("h1");
        expect(
          [title, screen.field("Account")].map((element) => element && getComputedStyle(element).textAlign),
        ).to.deep.equal([side, side]);
      });
    }

    it("has text of at least 16 px in its fields, so that the page is not zoomed in", async () => {
      const { screen } = await mountState({
        name: "fields",
        challenge: identificationChallenge({ password_fields: true }),
      });
      for (const field of screen.fields) expect(parseFloat(getComputedStyle(field).fontSize)).to.be.at.least(16);
    });
  });
});

function shown(state: FixtureState, fontSize: string, dir: string): Promise<MountedFlow> {
  document.documentElement.style.fontSize = fontSize;
  document.documentElement.dir = dir;
  afterwards(() => document.documentElement.removeAttribute("style"));
  return mountState(state, { brand: brand() });
}

/** What stands out of the page, or is cut off. */
function lost(executor: HTMLElement): string[] {
  const all = [...executor.querySelectorAll<HTMLElement>("*")].filter(
    (element) => element.checkVisibility() && !element.closest("[inert], .ak-announcer, pre, .ak-account label, svg"),
  );
  const outside = all.filter((element) => {
    const { left, right, width } = element.getBoundingClientRect();
    return width > 0 && (left < -0.5 || right > document.documentElement.clientWidth + 0.5);
  });
  const cut = all.filter((element) => {
    if (element instanceof HTMLInputElement) return false; // A field scrolls its text.
    return element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).display !== "inline";
  });
  return [...new Set([...outside, ...cut])].map((element) => element.outerHTML.slice(0, 120));
}

/** What is less than 44 px high of what one taps (look: 44 at least). */
function tooSmall({ executor, screen }: MountedFlow): string[] {
  const shadowLinks = [...executor.renderRoot.querySelectorAll<HTMLElement>("a")];
  const targets = [
    ...screen.buttons,
    ...screen.links,
    ...shadowLinks,
    ...screen.fields.filter(({ readOnly }) => !readOnly),
  ];
  return targets
    .map((target) => target.closest<HTMLElement>(".ak-check") ?? target)
    .filter((target) => !target.matches(".ak-html a")) // A link within a text is as high as its line (WCAG 2.5.8).
    .filter((target) => Math.round(target.getBoundingClientRect().height) < 44)
    .map((target) => `${target.getBoundingClientRect().height}: ${target.outerHTML.slice(0, 120)}`);
}
