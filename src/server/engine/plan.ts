import type { JsonObject } from "../store/json-value.ts";
import type { StageBinding } from "./models/stage-binding-model.ts";
import type { PlanContext } from "./plan-context.ts";

/** A stage of the database, or one that exists in this plan only. */
export type PlannedStage =
  | { readonly kind: "stored"; readonly pk: string }
  | { readonly kind: "memory"; readonly pk: string; readonly model: string; readonly settings: JsonObject };

/** A step of a plan. */
export type PlannedBinding = {
  /** The stage binding it comes from; `null` for a stage in memory. */
  readonly binding: string | null;
  readonly stage: PlannedStage;
  readonly order: number;
  readonly invalidResponseAction: StageBinding["invalid_response_action"];
  /** Marker: whether the step's policies are asked again when its turn comes. */
  readonly reEvaluate: boolean;
};

/** What is left of one run of a flow; `bindings[0]` is the current step. Plain JSON, so that it survives a restart. */
export type Plan = {
  readonly flow: string;
  bindings: PlannedBinding[];
  context: PlanContext;
  /** Restarts since a challenge was last shown; guards against flows that restart forever. */
  restarts: number;
};

/** Forgets what stages kept under a key. */
export function forget(plan: Plan, key: keyof PlanContext): void {
  Reflect.deleteProperty(plan.context, key);
}

/** The step for a stage in memory. */
export function memoryStep(pk: string, model: string, settings: JsonObject): PlannedBinding {
  const stage: PlannedStage = { kind: "memory", pk, model, settings };
  return { binding: null, stage, order: 0, invalidResponseAction: "retry", reEvaluate: false };
}

/** The step for a stage of the database that no binding names. */
export function storedStep(pk: string): PlannedBinding {
  return { binding: null, stage: { kind: "stored", pk }, order: 0, invalidResponseAction: "retry", reEvaluate: false };
}

/** Puts a step right after the current one. */
export function insertNext(plan: Plan, step: PlannedBinding): void {
  plan.bindings.splice(1, 0, step);
}
