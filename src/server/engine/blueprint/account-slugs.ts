import { flowModel } from "../models/flow-model.ts";
import type { Store } from "../../store/store.ts";
import type { Value } from "./parse-blueprint.ts";

/**
 * Slugs that the flows for accounts have, and those they had before: the latter are those of authentik's examples, which a new authentik does
 * not have, and which would be mixed with ours when somebody imports them.
 */
const slugs = {
  "sign-up": ["account-sign-up", "default-enrollment-flow"],
  recovery: ["account-recovery", "default-recovery-flow"],
  deletion: ["account-deletion", "default-unenrollment-flow"],
  "set-up": ["account-set-up", "initial-setup"],
} as const;

/** How the names of their stages begin, and a stage that every store from before has and the examples do not, by which one is told. */
const stages = {
  "sign-up": ["account-sign-up", "default-enrollment", "write"],
  recovery: ["account-recovery", "default-recovery", "prompt"],
  deletion: ["account-deletion", "default-unenrollment", "delete"],
} as const;

/**
 * The slugs and the beginnings of names for the context of our own blueprints. A store from before keeps its own: people have links to them,
 * and may have changed them.
 */
export function accountSlugs({ objects }: Store): Record<string, Value> {
  const flows = new Set(objects.list(flowModel.name).map(({ data }) => data.slug));
  const hasStage = (name: string): boolean => objects.findByKey(JSON.stringify(["stage", name])) !== undefined;
  return Object.fromEntries([
    ...Object.entries(slugs).map(([name, [today, before]]) => [
      `account-slug-${name}`,
      flows.has(before) && !flows.has(today) ? before : today,
    ]),
    ...Object.entries(stages).map(([name, [today, before, stage]]) => [
      `account-stages-${name}`,
      hasStage(`${before}-${stage}`) && !hasStage(`${today}-${stage}`) ? before : today,
    ]),
  ]) as Record<string, Value>;
}
