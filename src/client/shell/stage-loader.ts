import { IdentificationStage } from "../stages/identification-stage.ts";
import { PasswordStage } from "../stages/password-stage.ts";
import type { StageLoader } from "../stages/registry.ts";

// The one registry of the page, like the custom element registry that it stands beside: set up before the first flow, then only read.
const stages = new Map<string, StageLoader>([
  ["ak-stage-identification", () => IdentificationStage],
  ["ak-stage-password", () => PasswordStage],
]);

/** How to get the stage for a component; never nothing. The list of those that the first form does not need is loaded with the first of them. */
export function stageLoader(component: string): StageLoader {
  return stages.get(component) ?? (async () => (await import("../stages/registry.ts")).loadStage(component));
}

/**
 * Adds a stage for a component of one's own, or replaces a built-in one.
 *
 * @param component the challenge's `component`
 * @param loader gives the element class, a subclass of `StageElement` that is defined as a custom element
 */
export function registerStage(component: string, loader: StageLoader): void {
  stages.set(component, loader);
}
