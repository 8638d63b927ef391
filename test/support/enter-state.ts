import type { FlowExecutor } from "../../src/client/shell/flow-executor.ts";
import type { Challenge } from "../../src/protocol/challenges.ts";
import type { FixtureState } from "../fixtures/fixture-state.ts";
import type { Clock } from "./clock.ts";
import { settle, until } from "./until.ts";

/** Under this name a redirect is shown instead of followed. */
const shownRedirect = "test-shown-redirect";

/** What the element gets as its first challenge to show a state: a redirect would take the page away. */
export function firstOf({ challenge }: FixtureState): Challenge | undefined {
  if (challenge?.component !== "xak-flow-redirect") return challenge;
  const shown: unknown = { ...challenge, component: shownRedirect };
  return shown as Challenge;
}

/** Prepares an element, not yet inserted, for the state. */
export function prepare(executor: FlowExecutor): void {
  const { registerStage } = executor.constructor as typeof FlowExecutor;
  registerStage(shownRedirect, async () => (await import("../../src/client/stages/redirect-stage.ts")).RedirectStage);
}

/** Brings an inserted element on to the state: sends its form, and lets time go by on a stopped clock. */
export async function enter(
  executor: FlowExecutor,
  { submitted, after = 0 }: FixtureState,
  clock?: Clock,
): Promise<void> {
  if (submitted) await send(executor);
  await clock?.pass(after);
  await settle();
}

async function send(executor: FlowExecutor): Promise<void> {
  const form = await until(
    () => (executor.encapsulated ? executor.renderRoot : executor).querySelector("form"),
    "a form shows",
  );
  for (const field of form.querySelectorAll("input")) {
    if (field.required && !field.readOnly && field.value === "") field.value = "correct horse";
  }
  form.requestSubmit();
}
