import { expect } from "@open-wc/testing";
import type { FixtureState } from "../fixtures/fixture-state.ts";
import { expectAccessible } from "./accessible.ts";
import { openAccounts } from "./left-behind.ts";
import { isCompatibility } from "./mode.ts";
import { mountState, type MountedFlow } from "./mount-state.ts";
import { insertFlow } from "./mount.ts";
import { enter, firstOf, prepare } from "./enter-state.ts";
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
  before(openDialogs);
  after(closeDialogs);
  for (const state of isThorough ? states : states.slice(0, 1)) {
    it(`state ${state.name}: whole, readable and tidy`, async () => {
      const accounts = openAccounts();
      try {
        const nodes = accounts.nodes;
        const flow = await mountWatched(state);
        expectWayOn(flow);
        expectErrorsTied(flow, state);
        expectPlainTree(flow);
        await expectAccessibleInBoth(flow);
        flow.executor.remove();
        await settle();
        expect(accounts.listeners, "listeners left behind").to.be.empty;
        // The browser may still be about to say what it can do with passkeys; nobody waits for that longer than a second.
        await until(() => accounts.timers === 0, "no timer is left");
        expect(accounts.nodes, "nodes left behind").to.deep.equal(nodes);
      } finally {
        accounts.close();
      }
    });
  }
}

/** The browser's dialog for passkeys stays open, as where somebody looks at it: a browser without a window has none, and refuses at once. */
function openDialogs(): void {
  // WebKitGTK knows no credentials.
  const credentials = navigator.credentials as CredentialsContainer | undefined;
  if (!credentials) return;
  credentials.get = ({ signal } = {}) =>
    new Promise((_, reject) =>
      signal?.addEventListener("abort", () => reject(new DOMException("The dialog is closed.", "AbortError"))),
    );
}

function closeDialogs(): void {
  delete (navigator.credentials as Partial<CredentialsContainer> | undefined)?.get;
}

/** Puts the state on the page, and sees that its stage is complete the moment it is inserted. */
async function mountWatched(state: FixtureState): Promise<MountedFlow> {
  // What shows only after a while is what already stood there, or the same element as after other failures.
  if (state.after !== undefined) return mountState(state);
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
  expect(whenInserted, "controls when inserted, and after").to.deep.equal([controlsIn(stage)]);
  await enter(flow.executor, state);
  return flow;
}

function expectWayOn({ screen }: MountedFlow): void {
  expect(screen.heading, "the title").not.to.equal("");
  expect([...screen.buttons, ...screen.links], "buttons and links").not.to.be.empty;
}

/** Every error is announced, tied to its field where it concerns one, and the first of these has the focus. */
function expectErrorsTied({ screen, root }: MountedFlow, { challenge }: FixtureState): void {
  const errors = Object.entries(challenge?.response_errors ?? {});
  for (const { string } of errors.flatMap(([, details]) => details)) expect(screen.alerts.join(" ")).to.contain(string);

  const ofFields = errors.filter(([field]) => !wholeAnswer.has(field));
  if (ofFields.length === 0) return;
  const invalid = screen.fields.filter((field) => field.getAttribute("aria-invalid") === "true");
  const described = invalid.map((field) =>
    (field.getAttribute("aria-describedby")?.split(" ") ?? [])
      .map((id) => root.querySelector<HTMLElement>(`#${id}.ak-error:not([hidden])`)?.textContent ?? "")
      .join(""),
  );
  expect(described).to.deep.equal(ofFields.map(([, details]) => details.map(({ string }) => string).join(" ")));
  expect(document.activeElement, "the focus").to.equal(invalid[0]);
}

function expectPlainTree({ executor, root }: MountedFlow): void {
  expect(root.querySelectorAll("[style]"), "style attributes").to.be.empty;
  if (isCompatibility) {
    expect(nativeShadowHosts(), "shadow roots of the browser's own").to.be.empty;
    return;
  }
  // Where password managers look.
  const hidden = executor.shadowRoot?.querySelectorAll("form, input, select, textarea, button");
  expect(hidden, "controls that are not in the document").to.be.empty;
}

/** By all rules in light colours; in dark ones only the contrast can differ. */
async function expectAccessibleInBoth({ executor }: MountedFlow): Promise<void> {
  showTheme("light");
  await expectAccessible(executor);
  showTheme("dark");
  await expectAccessible(executor, "color-contrast");
}

function showTheme(theme: "light" | "dark"): void {
  document.documentElement.dataset["theme"] = theme;
  for (const animation of document.getAnimations()) {
    if (animation instanceof CSSTransition) animation.finish();
  }
}

function controlsIn(stage: Element): string[] {
  return [...stage.querySelectorAll("input, select, textarea, button, a")].map((control) => control.outerHTML);
}
