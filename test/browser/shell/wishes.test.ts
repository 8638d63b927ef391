import { expect } from "@open-wc/testing";
import { executeServerCommand } from "@web/test-runner-commands";
import { startLegible } from "../../../src/client/shell/legible.ts";
import { errors, passwordChallenge } from "../../fixtures/challenges.ts";
import { prompt, promptChallenge } from "../../fixtures/prompt-challenges.ts";
import { states } from "../../fixtures/states.ts";
import { colourIn, contrast, painted } from "../../support/colours.ts";
import { type MountedFlow, untilTheEnd } from "../../support/mount.ts";
import { mountState } from "../../support/mount-state.ts";

// Only Chromium lets a test wish for such looks.
const canEmulate = navigator.userAgent.includes("Chrome");

async function wishFor(...features: readonly { readonly name: string; readonly value: string }[]): Promise<void> {
  await executeServerCommand("cdp", { method: "Emulation.setEmulatedMedia", params: { features } });
}

/** What is on the page in a state. */
function elementsOf({ executor }: MountedFlow): HTMLElement[] {
  return [...executor.querySelectorAll<HTMLElement>("*")].filter((element) => element.checkVisibility());
}

const wrong = promptChallenge(
  [
    prompt("text", "name", "Name"),
    prompt("checkbox", "terms", "Terms", { initial_value: "true" }),
    prompt("radio-button-group", "team", "Team", {
      choices: ["Red", "Blue"].map((label) => ({ label, value: label })),
      initial_value: "Red",
    }),
  ],
  { response_errors: errors({ name: "Taken.", non_field_errors: "Try again." }) },
);

(canEmulate ? describe : describe.skip)("what people wish for", function () {
  this.timeout(30_000);
  afterEach(() => wishFor());

  for (const scheme of ["light", "dark"]) {
    describe(`colours of their own, ${scheme}`, () => {
      beforeEach(() =>
        wishFor({ name: "forced-colors", value: "active" }, { name: "prefers-color-scheme", value: scheme }),
      );

      for (const [component, all] of Object.entries(states)) {
        it(`${component}: buttons and fields have edges, and what has the focus a ring`, async () => {
          for (const state of all) {
            const flow = await mountState(state);
            expect(matchMedia("(forced-colors: active)").matches).to.equal(true);
            const elements = elementsOf(flow);
            const canvas = colourIn(flow.executor, "Canvas");
            for (const element of elements.filter((each) => each.matches(edged))) {
              const { borderTopStyle, borderTopWidth, borderTopColor } = getComputedStyle(element);
              const edge = [borderTopStyle, parseFloat(borderTopWidth) > 0, isSeen(borderTopColor, canvas)];
              expect(edge, `${state.name}: ${element.outerHTML}`).to.deep.equal(["solid", true, true]);
            }
            for (const element of elements.filter((each) => each.matches(focusable) && !each.closest("[inert]"))) {
              element.focus({ focusVisible: true });
              if (!element.matches(":focus")) continue;
              const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
              const ring = [outlineStyle, parseFloat(outlineWidth) >= 2, isSeen(outlineColor, canvas)];
              expect(ring, `${state.name}: ${element.outerHTML}`).to.deep.equal(["solid", true, true]);
            }
            flow.executor.remove();
          }
        });
      }

      it("errors have their sign, and ticks are the browser's own", async () => {
        const flow = await mountState({ name: "wrong", challenge: wrong });
        const canvas = colourIn(flow.executor, "Canvas");
        const signs = elementsOf(flow).filter((element) => element.matches(".ak-error, .ak-problem"));
        expect(signs).to.have.length(2);
        for (const sign of signs) {
          const { backgroundColor, forcedColorAdjust } = getComputedStyle(sign, "::before") as CSSStyleDeclaration & {
            readonly forcedColorAdjust: string;
          };
          expect([forcedColorAdjust, isSeen(backgroundColor, canvas)]).to.deep.equal(["none", true]);
        }
        const ticked = elementsOf(flow).filter((element) => element.matches("input:checked"));
        expect(ticked).to.have.length(2);
        for (const box of ticked) {
          expect([getComputedStyle(box).appearance, box.offsetWidth > 12]).to.deep.equal(["auto", true]);
        }
      });
    });
  }

  describe("less motion", () => {
    beforeEach(() => wishFor({ name: "prefers-reduced-motion", value: "reduce" }));

    for (const [component, all] of Object.entries(states)) {
      it(`${component}: nothing moves for longer than a millisecond, also while the server is asked`, async () => {
        for (const state of all) {
          const flow = await mountState(state);
          flow.root.querySelector("form")?.setAttribute("aria-busy", "true");
          const moving = elementsOf(flow).flatMap((element) =>
            ["", "::before", "::after"]
              .map((pseudo) => getComputedStyle(element, pseudo || null))
              .filter((style) => longest(style.animationDuration) > 1 || longest(style.transitionDuration) > 1)
              .map(() => element.outerHTML.slice(0, 120)),
          );
          expect(moving, state.name).to.be.empty;
          flow.executor.remove();
        }
      });
    }
  });

  it("strong contrasts: what is said in passing and every edge are as strong as the text", async () => {
    await wishFor({ name: "prefers-contrast", value: "more" });
    const { executor } = await mountState({ name: "contrast", challenge: passwordChallenge() });
    startLegible(executor, untilTheEnd());
    const colours = (): string[] =>
      ["muted", "border", "line"].map((token) => colourIn(executor, `var(--ak-${token})`));
    const text = colourIn(executor, "var(--ak-text)");
    expect(colours()).to.deep.equal([text, text, text]);
    await wishFor();
    expect(colours()).not.to.include(text);
  });
});

describe("the key that sends on phones", () => {
  const typed =
    "[data-stage] input:is([type=text], [type=email], [type=tel], [type=number], [type=password]):not([readonly])";

  for (const [component, all] of Object.entries(states)) {
    it(`${component}: says what it does in every field of the step's own`, async () => {
      for (const state of all) {
        const flow = await mountState(state);
        const fields = elementsOf(flow).filter((field) => field.matches(typed));
        for (const field of fields) expect(field.enterKeyHint, field.outerHTML).to.match(/^(go|send|next|done)$/);
        flow.executor.remove();
      }
    });
  }
});

const edged =
  ".ak-button, .ak-field :is(input, select, textarea):not(.ak-account input, [type=file], [type=radio], [type=checkbox])";
const focusable = "a[href], button, select, textarea, input:not([tabindex='-1'])";

/** Whether a colour stands out against the one behind it (WCAG 2.2, 1.4.11). */
function isSeen(colour: string, behind: string): boolean {
  return contrast(painted(behind), painted(behind, colour)) >= 3;
}

/** The longest of durations as styles have them (`0.14s, 0s`), in milliseconds. */
function longest(durations: string): number {
  return Math.max(...durations.split(", ").map((duration) => parseFloat(duration) * 1000));
}
