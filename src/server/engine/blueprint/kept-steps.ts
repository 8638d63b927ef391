import type { Store } from "../../store/store.ts";
import { flowModel } from "../models/flow-model.ts";
import { stageBindingModel } from "../models/stage-binding-model.ts";
import type { AppliedEntry } from "./applied-entry.ts";

/** Primary keys of bindings, by that of their flow. */
type Steps = ReadonlyMap<string, ReadonlySet<string>>;

/** Which steps each flow has. */
export function stepsOfFlows({ objects }: Store): Steps {
  const steps = new Map(objects.list(flowModel.name).map(({ pk }) => [pk, new Set<string>()]));
  for (const { pk, data } of objects.list(stageBindingModel.name)) steps.get(String(data.target))?.add(pk);
  return steps;
}

/** The flows that a document gave steps to, beside steps they had before and that it does not speak of. */
export function keptSteps(
  store: Store,
  before: Steps,
  applied: readonly AppliedEntry[],
): { readonly slug: string; readonly count: number; readonly line: number | undefined }[] {
  const touched = new Set(applied.map(({ pk }) => pk));
  const isNew = new Set(applied.filter(({ outcome }) => outcome === "created").map(({ pk }) => pk));
  return [...stepsOfFlows(store)].flatMap(([flow, steps]) => {
    const kept = [...(before.get(flow) ?? [])].filter((pk) => steps.has(pk) && !touched.has(pk));
    if (kept.length === 0 || ![...steps].some((pk) => isNew.has(pk))) return [];
    const spoken = applied.find(({ pk }) => pk === flow) ?? applied.find(({ pk }) => pk !== undefined && steps.has(pk));
    return [{ slug: String(store.objects.get(flow)?.data.slug), count: kept.length, line: spoken?.line }];
  });
}
