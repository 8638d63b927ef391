import type { JsonObject, JsonValue } from "../store/json-value.ts";
import type { User } from "../store/user-store.ts";
import type { StageBinding } from "./models/stage-binding-model.ts";

/**
 * The user a flow is about: a copy taken when the flow learned who it is. Without a primary key it is someone who does not exist, whom
 * the flow pretends to know.
 */
export type PendingUser = Omit<User, "pk"> & {
  pk: number | null;
  /** The backend that authenticated the user, once one did. */
  backend?: string;
};

/** The application somebody is on the way to, as far as flows show it. */
export type PlanApplication = { name: string; slug: string; launch_url?: string };

/** What the stages of one run of a flow tell each other. */
export type PlanContext = {
  pending_user?: PendingUser;
  /** What was typed at identification, shown instead of who it named. */
  pending_user_identifier?: string;
  /** Where the flow ends, set by policies or the server itself; may leave the site. */
  redirect?: string;
  /** The flow that redirected to this one. */
  is_redirected?: string;
  redirect_stage_target?: string;
  deny_message?: string;
  application?: PlanApplication;
  auth_method?: string;
  auth_method_args?: JsonObject;
  user_backend?: string;
  [key: string]: JsonValue | undefined;
};

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
export function forget(plan: Plan, key: string): void {
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
