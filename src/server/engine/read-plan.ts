import { isJsonObject, type JsonObject } from "../store/json-value.ts";
import { stageBindingModel } from "./models/stage-binding-model.ts";
import type { Plan, PlannedBinding, PlannedStage } from "./plan.ts";
import type { PendingUser, PlanContext } from "./plan-context.ts";

/**
 * A plan as it was kept. Another version of this server, or somebody else, may have written it, and a plan of which only a part is understood
 * may lack the step that mattered.
 *
 * @returns `undefined` unless all of it has the right shape
 */
export function readPlan(value: unknown): Plan | undefined {
  if (!isJsonObject(value)) return undefined;
  const { flow, bindings, context, restarts } = value;
  if (typeof flow !== "string" || !Array.isArray(bindings) || !isCount(restarts) || !isContext(context))
    return undefined;
  const steps: PlannedBinding[] = [];
  for (const binding of bindings) {
    const step = readStep(binding);
    if (!step) return undefined;
    steps.push(step);
  }
  return { flow, bindings: steps, context, restarts };
}

function readStep(value: unknown): PlannedBinding | undefined {
  if (!isJsonObject(value)) return undefined;
  const { binding, order, reEvaluate } = value;
  const stage = readStage(value.stage);
  const action = stageBindingModel.fields.invalid_response_action.parse(value.invalidResponseAction);
  if (binding !== null && typeof binding !== "string") return undefined;
  if (!stage || !action.ok || typeof order !== "number" || typeof reEvaluate !== "boolean") return undefined;
  return { binding, stage, order, invalidResponseAction: action.value, reEvaluate };
}

function readStage(value: unknown): PlannedStage | undefined {
  if (!isJsonObject(value)) return undefined;
  const { kind, pk, model, settings } = value;
  if (typeof pk !== "string") return undefined;
  if (kind === "stored") return { kind, pk };
  return kind === "memory" && typeof model === "string" && isJsonObject(settings)
    ? { kind, pk, model, settings }
    : undefined;
}

/** What stages and policies keep under other keys is their business. */
function isContext(value: unknown): value is PlanContext {
  if (!isJsonObject(value)) return false;
  const { pending_user: user, application, auth_method_args: methodArgs } = value;
  const texts = [
    "pending_user_identifier",
    "redirect",
    "refused",
    "is_redirected",
    "redirect_stage_target",
    "deny_message",
    "auth_method",
    "user_backend",
  ].map((name) => value[name]);
  return (
    texts.every((text) => text === undefined || typeof text === "string") &&
    (user === undefined || isPendingUser(user)) &&
    (application === undefined || isApplication(application)) &&
    (methodArgs === undefined || isJsonObject(methodArgs))
  );
}

function isPendingUser(value: unknown): value is PendingUser {
  if (!isJsonObject(value)) return false;
  const { pk, is_active, attributes, backend } = value;
  return (
    (pk === null || isCount(pk)) &&
    hasTexts(value, "username", "name", "email", "type", "path", "uid") &&
    typeof is_active === "boolean" &&
    isJsonObject(attributes) &&
    (backend === undefined || typeof backend === "string")
  );
}

function isApplication(value: unknown): boolean {
  if (!isJsonObject(value)) return false;
  return hasTexts(value, "name", "slug") && (value.launch_url === undefined || typeof value.launch_url === "string");
}

function hasTexts(value: JsonObject, ...names: readonly string[]): boolean {
  return names.every((name) => typeof value[name] === "string");
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}
