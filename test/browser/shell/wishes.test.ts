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

const forcedColours = { name: "forced-colors", value: "active" };
const schemes = ["light", "dark"].map((value) => ({ name: "prefers-color-scheme", value }));

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

  for (const [component, all] of Object.entries(states)) {
    it(`${component} in all its states: edges and rings in colours of their own, less motion, and a key that says what it does`, async () => {
      // All of them are on the page for every wish: to put each there anew takes most of the time.
      const flows: [state: string, flow: MountedFlow][] = [];
      for (const state of all) flows.push([state.name, await mountState(state)]);
      for (const scheme of schemes) {
        await wishFor(forcedColours, scheme);
        expect(matchMedia("(forced-colors: active)").matches).to.equal(true);
        for (const [name, flow] of flows) {
          expect(edgeless(flow), `${name}, ${scheme.value}`).to.be.empty;
          expect(ringless(flow), `${name}, ${scheme.value}`).to.be.empty;
        }
      }
      await wishFor({ name: "prefers-reduced-motion", value: "reduce" });
      for (const [name, flow] of flows) {
        flow.root.querySelector("form")?.setAttribute("aria-busy", "true");
        expect(moving(flow), name).to.be.empty;
        expect(keyless(flow), name).to.be.empty;
      }
    });
  }

  for (const scheme of schemes) {
    it(`colours of their own, ${scheme.value}: errors have their sign, and ticks are the browser's own`, async () => {
      await wishFor(forcedColours, scheme);
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
  }

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

const typed =
  "[data-stage] input:is([type=text], [type=email], [type=tel], [type=number], [type=password]):not([readonly])";
const edged =
  ".ak-button, .ak-field :is(input, select, textarea):not(.ak-account input, [type=file], [type=radio], [type=checkbox])";
const focusable = "a[href], button, select, textarea, input:not([tabindex='-1'])";

/** Buttons and fields that have no edge which is seen. */
function edgeless(flow: MountedFlow): string[] {
  const canvas = colourIn(flow.executor, "Canvas");
  const without = elementsOf(flow).filter((element) => {
    if (!element.matches(edged)) return false;
    const { borderTopStyle, borderTopWidth, borderTopColor } = getComputedStyle(element);
    return !(borderTopStyle === "solid" && parseFloat(borderTopWidth) > 0 && isSeen(borderTopColor, canvas));
  });
  return without.map(({ outerHTML }) => outerHTML);
}

/** What has no ring that is seen while it has the focus. */
function ringless(flow: MountedFlow): string[] {
  const canvas = colourIn(flow.executor, "Canvas");
  const without = elementsOf(flow).filter((element) => {
    if (!element.matches(focusable) || element.closest("[inert]")) return false;
    element.focus({ focusVisible: true });
    if (!element.matches(":focus")) return false;
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
    return !(outlineStyle === "solid" && parseFloat(outlineWidth) >= 2 && isSeen(outlineColor, canvas));
  });
  return without.map(({ outerHTML }) => outerHTML);
}

/** What moves for longer than a millisecond. */
function moving(flow: MountedFlow): string[] {
  const found = elementsOf(flow).filter((element) =>
    ["", "::before", "::after"]
      .map((pseudo) => getComputedStyle(element, pseudo || null))
      .some((style) => longest(style.animationDuration) > 1 || longest(style.transitionDuration) > 1),
  );
  return found.map(({ outerHTML }) => outerHTML.slice(0, 120));
}

/** Fields of the step's own in which a phone's key for sending says nothing. */
function keyless(flow: MountedFlow): string[] {
  const fields = elementsOf(flow).filter(
    (field) => field.matches(typed) && !/^(go|send|next|done)$/.test(field.enterKeyHint),
  );
  return fields.map(({ outerHTML }) => outerHTML);
}

/** Whether a colour stands out against the one behind it (WCAG 2.2, 1.4.11). */
function isSeen(colour: string, behind: string): boolean {
  const pair = `${colour} on ${behind}`;
  const known = seen.get(pair) ?? contrast(painted(behind), painted(behind, colour)) >= 3;
  seen.set(pair, known);
  return known;
}

/** There are few colours, and painting takes its time. */
const seen = new Map<string, boolean>();

/** The longest of durations as styles have them (`0.14s, 0s`), in milliseconds. */
function longest(durations: string): number {
  return Math.max(...durations.split(", ").map((duration) => parseFloat(duration) * 1000));
}
