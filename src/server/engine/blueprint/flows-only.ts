import type { Model } from "../model.ts";
import { policyBindingModel } from "../models/policy-binding-model.ts";
import { currentModel } from "./legacy-models.ts";
import { type Blueprint, type Entry, isValueMap, Tag, type Value } from "./parse-blueprint.ts";
import { isKnownElsewhere } from "./unknown-model.ts";

const families: ReadonlySet<string> = new Set([
  ...["flow", "binding", "stage", "policy", "policybinding", "prompt", "invitation", "source"],
]);

/**
 * Marks the entries that are no part of a flow (people, groups, brands, applications, roles …) as left out, and the policy bindings of
 * those. What flows are made of stays, also where this server cannot do it: without a stage or a policy, a flow would let through whom it
 * should not.
 */
export function flowsOnly(blueprint: Blueprint, models: readonly Model[]): Blueprint {
  const isFlows = new Set(models.filter(({ family }) => families.has(family)).map(({ name }) => name));
  const isNotFlows = new Set(models.filter(({ family }) => !families.has(family)).map(({ name }) => name));
  const isBeside = (model: string): boolean =>
    !isFlows.has(model) &&
    (isNotFlows.has(model) || model === "authentik_core.user" || isKnownElsewhere(model)) &&
    (!/^authentik_(flows|policies|stages_|blueprints)/.test(model) ||
      /(?:consent|device|devicetype|reputation|token|blueprintinstance)$/.test(model));
  const left = new Set<string>();
  const entries = blueprint.entries.map((entry): Entry => {
    const model = typeof entry.model === "string" ? currentModel(entry.model).name : "";
    const target = entry.identifiers.target ?? entry.attrs.target;
    const isLeftOut = isBeside(model) || (model === policyBindingModel.name && isElsewhere(target, left, isBeside));
    if (!isLeftOut) return entry;
    if (entry.id !== undefined) left.add(entry.id);
    return { ...entry, isLeftOut };
  });
  return { ...blueprint, entries };
}

/** Whether a binding's target is what is left out. */
function isElsewhere(
  target: Value | undefined,
  left: ReadonlySet<string>,
  isBeside: (model: string) => boolean,
): boolean {
  if (!(target instanceof Tag)) return false;
  if (target.name === "KeyOf") return left.has(String(target.value));
  const [model] = Array.isArray(target.value) ? target.value : [];
  return target.name.startsWith("Find") && typeof model === "string" && isBeside(model.toLowerCase());
}

/** Whether an entry refers to one of those, by its `id` or by its primary key as it is written. */
export function refersTo(entry: Entry, ids: ReadonlySet<string>, pks: ReadonlySet<string>): boolean {
  if (ids.size === 0 && pks.size === 0) return false;
  const refers = (value: Value): boolean => {
    if (value instanceof Tag) return (value.name === "KeyOf" && ids.has(String(value.value))) || refers(value.value);
    if (Array.isArray(value)) return value.some(refers);
    if (typeof value === "string") return pks.has(value);
    return isValueMap(value) && Object.values(value).some(refers);
  };
  return [entry.identifiers, entry.attrs, entry.conditions, entry.state].some(refers);
}
