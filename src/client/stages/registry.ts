import type { ComponentName } from "../../protocol/challenges.ts";
import type { StageElement } from "../ui/stage-element.ts";
import { IdentificationStage } from "./identification-stage.ts";
import { PasswordStage } from "./password-stage.ts";

export type StageClass = new () => StageElement;
/** Gives the element class of a stage, at once or after loading it. */
export type StageLoader = () => StageClass | Promise<StageClass>;

/**
 * THE list of stages, one line each. What the first form needs is part of the app; everything else is loaded when it comes up.
 *
 * Partial until every component has its stage: the ones that are missing get {@link unknownStage}.
 */
const builtIn = {
  "ak-stage-access-denied": async () => (await import("./access-denied-stage.ts")).AccessDeniedStage,
  "ak-stage-dummy": async () => (await import("./dummy-stage.ts")).DummyStage,
  "ak-stage-flow-error": async () => (await import("./flow-error-stage.ts")).FlowErrorStage,
  "ak-stage-identification": () => IdentificationStage,
  "ak-stage-password": () => PasswordStage,
  "ak-stage-session-end": async () => (await import("./session-end-stage.ts")).SessionEndStage,
  "ak-stage-user-login": async () => (await import("./user-login-stage.ts")).UserLoginStage,
  "xak-flow-redirect": async () => (await import("./redirect-stage.ts")).RedirectStage,
} satisfies Partial<Record<ComponentName, StageLoader>>;

const unknownStage: StageLoader = async () => (await import("./unknown-stage.ts")).UnknownStage;

// The one registry of the page, like the custom element registry that it stands beside: set up before the first flow, then only read.
const stages = new Map<string, StageLoader>(Object.entries(builtIn));

/** How to get the stage for a component; never nothing. */
export function stageLoader(component: string): StageLoader {
  return stages.get(component) ?? unknownStage;
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
