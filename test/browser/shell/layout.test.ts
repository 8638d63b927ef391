import { expect } from "@open-wc/testing";
import { startLegible } from "../../../src/client/shell/legible.ts";
import { errors, identificationChallenge, passwordChallenge } from "../../fixtures/challenges.ts";
import { states } from "../../fixtures/states.ts";
import { brokenWords, lost, shown } from "../../support/measured-state.ts";
import { type MountedFlow, untilTheEnd } from "../../support/mount.ts";
import { mountState } from "../../support/mount-state.ts";
import { settle } from "../../support/until.ts";
import { canResize, resize } from "../../support/viewport.ts";

const phone = { width: 360, height: 740 };
const pages = [
  ["320 px", { width: 320, height: 800 }, "100%"],
  ["640 px with text of twice the size", { width: 640, height: 800 }, "200%"],
  ["1280 px", { width: 1280, height: 800 }, "100%"],
] as const;

(canResize ? describe : describe.skip)("on a page of any width", function () {
  this.timeout(30_000);
  after(() => resize({ width: 800, height: 600 }));

  for (const [component, all] of Object.entries(states)) {
    it(`${component} in all its states loses nothing, and has targets that a thumb hits`, async () => {
      // All of them are on the page while it changes: to put each there anew for every width takes most of the time.
      const flows = new Map<string, MountedFlow>();
      for (const state of all) flows.set(state.name, await shown(state, "100%", "ltr"));
      for (const [what, size, fontSize] of pages) {
        await resize(size);
        document.documentElement.style.fontSize = fontSize;
        for (const dir of ["ltr", "rtl"]) {
          document.documentElement.dir = dir;
          await settle();
          for (const [name, { executor, root }] of flows) {
            expect(lost(executor).join("\n"), `${name}, ${what}, ${dir}`).to.equal("");
            expect(broken(root), `${name}, ${what}, ${dir}: words broken`).to.be.empty;
            expect(squeezed(root), `${name}, ${what}, ${dir}`).to.be.empty;
          }
        }
      }
      document.documentElement.style.fontSize = "200%";
      for (const width of [360, 480, 560]) {
        await resize({ ...phone, width });
        await settle();
        for (const [name, { root }] of flows)
          expect(broken(root), `${name}, ${width} px, twice: words broken`).to.be.empty;
      }
      await resize(phone);
      document.documentElement.style.fontSize = "100%";
      document.documentElement.dir = "ltr";
      await settle();
      for (const [name, flow] of flows) expect(tooSmall(flow), name).to.be.empty;
    });
  }

  describe("a phone", () => {
    before(() => resize(phone));

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

    for (const [dir, side] of [
      ["ltr", "left"],
      ["rtl", "right"],
    ] as const) {
      it(`has what the server says in the bar and in a message begin at the ${side}, whatever its script`, async () => {
        const wrong = {
          response_errors: errors({ non_field_errors: dir === "rtl" ? "Try again later." : "حاول لاحقا." }),
        };
        const { executor, root } = await shown({ name: "bar", challenge: passwordChallenge(wrong) }, "100%", dir);
        startLegible(executor, untilTheEnd());
        await executor.showMessage({ level: "error", message: dir === "rtl" ? "Saved." : "تم الحفظ." });
        const texts = [...root.querySelectorAll(".ak-problem p, .ak-toast p")];
        expect(texts.map((text) => getComputedStyle(text).textAlign)).to.deep.equal([side, side]);
        expect(texts.map((text) => getComputedStyle(text).direction)).not.to.include(dir);
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

/** The words of titles and of the buttons of forms that would have room on a line of their own, and are broken. */
function broken(root: ParentNode): string[] {
  return [...root.querySelectorAll<HTMLElement>("h1, .ak-button[type=submit]")].flatMap(brokenWords);
}

/** Boxes to tick that are not as wide as they are high. */
function squeezed(root: ParentNode): string[] {
  return [...root.querySelectorAll<HTMLElement>(".ak-check input")]
    .filter(({ offsetWidth, offsetHeight }) => Math.abs(offsetWidth - offsetHeight) > 1)
    .map(({ outerHTML }) => outerHTML.slice(0, 120));
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
