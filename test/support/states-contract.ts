import { expect } from "@open-wc/testing";
import type { FixtureState } from "../fixtures/fixture-state.ts";
import { openAccounts } from "./left-behind.ts";
import { isCompatibility } from "./mode.ts";
import { mountState } from "./mount-state.ts";
import { insertFlow } from "./mount.ts";
import { firstOf, prepare } from "./enter-state.ts";
import { nativeShadowHosts } from "./shadow-roots.ts";
import { until, settle } from "./until.ts";

/** Errors that concern no field that could be filled in differently. */
const wholeAnswer: ReadonlySet<string> = new Set([
  "non_field_errors",
  "duo",
  "response",
  "selected_challenge",
  "selected_stage",
  "token",
  "webauthn",
]);

/** Where every state is looked at. Other engines show the first of each: they differ in the platform, not in our states. */
const isThorough = navigator.userAgent.includes("Chrome/");

/** Describes that everything a person can get to see is whole, readable and tidy. */
export function describeStates(states: readonly FixtureState[]): void {
  for (const state of isThorough ? states : states.slice(0, 1))
    describe(`state ${state.name}`, () => describeState(state));
}

function describeState(state: FixtureState): void {
  for (const theme of ["light", "dark"]) {
    it(`is accessible in ${theme} colours`, async () => {
      document.documentElement.dataset["theme"] = theme;
      const { executor } = await mountState(state);
      await expect(executor).to.be.accessible();
    });
  }

  it("has a title, and a way on", async () => {
    const { screen } = await mountState(state);
    expect(screen.heading).not.to.equal("");
    expect([...screen.buttons, ...screen.links], "buttons and links").not.to.be.empty;
  });

  const errors = Object.entries(state.challenge?.response_errors ?? {});
  for (const [field, details] of errors) {
    it(`shows and announces what is wrong with ${field}`, async () => {
      const { screen } = await mountState(state);
      for (const { string } of details) expect(screen.alerts.join(" ")).to.contain(string);
    });
  }

  const wrongFields = errors.filter(([field]) => !wholeAnswer.has(field));
  if (wrongFields.length > 0) {
    it("ties each error to its field, and puts the focus on the first", async () => {
      const { screen, root } = await mountState(state);
      const invalid = screen.fields.filter((field) => field.getAttribute("aria-invalid") === "true");
      const described = invalid.map((field) =>
        (field.getAttribute("aria-describedby")?.split(" ") ?? [])
          .map((id) => root.querySelector<HTMLElement>(`#${id}.ak-error:not([hidden])`)?.textContent ?? "")
          .join(""),
      );
      expect(described).to.deep.equal(wrongFields.map(([, details]) => details.map(({ string }) => string).join(" ")));
      expect(document.activeElement).to.equal(invalid[0]);
    });
  }

  // What shows only after a while is what already stood there, or the same element as after other failures.
  if (state.after === undefined) {
    it("is complete the moment it is inserted", async () => {
      const whenInserted: string[][] = [];
      const flow = await insertFlow({
        first: firstOf(state),
        answers: state.answers,
        offline: state.offline,
        before: (executor) => {
          prepare(executor);
          const observer = new MutationObserver((records) => {
            const stage = executor.querySelector("[data-stage]");
            const added = records.flatMap(({ addedNodes }) => [...addedNodes]);
            if (stage && added.some((node) => node instanceof Element)) whenInserted.push(controlsIn(stage));
          });
          observer.observe(executor, { childList: true, subtree: true });
        },
      });
      const stage = await until(() => flow.root.querySelector("[data-stage]"), "a stage shows");
      await settle();
      expect(whenInserted).to.deep.equal([controlsIn(stage)]);
    });
  }

  it("uses no style attributes", async () => {
    const { root } = await mountState(state);
    expect(root.querySelectorAll("[style]")).to.be.empty;
  });

  it("leaves nothing behind when it is removed", async () => {
    const accounts = openAccounts();
    try {
      const before = accounts.nodes;
      const { executor } = await mountState(state);
      executor.remove();
      await settle();
      expect(accounts.listeners, "listeners").to.be.empty;
      // The browser may still be about to say what it can do with passkeys; nobody waits for that longer than a second.
      await until(() => accounts.timers === 0, "no timer is left");
      expect(accounts.nodes, "nodes").to.deep.equal(before);
    } finally {
      accounts.close();
    }
  });

  if (isCompatibility) {
    it("has no shadow root of the browser's own", async () => {
      await mountState(state);
      expect(nativeShadowHosts()).to.be.empty;
    });
  } else {
    it("keeps every control in the document, where password managers look", async () => {
      const { executor } = await mountState(state);
      expect(executor.shadowRoot?.querySelectorAll("form, input, select, textarea, button")).to.be.empty;
    });
  }
}

function controlsIn(stage: Element): string[] {
  return [...stage.querySelectorAll("input, select, textarea, button, a")].map((control) => control.outerHTML);
}
