import { objectTarget } from "../engine/blueprint/entry-target.ts";
import { expressionFault } from "../engine/blueprint/expression-fault.ts";
import { importBlueprint, type ImportResult } from "../engine/blueprint/import-blueprint.ts";
import type { ExpressionRunner } from "../engine/expressions.ts";
import { type Flow, flowModel } from "../engine/models/flow-model.ts";
import type { JsonObject } from "../store/json-value.ts";
import type { Store } from "../store/store.ts";
import { importableModels } from "./importable-models.ts";

/** A blueprint, an exported flow, or a flow in the old JSON format. */
export interface FlowDocument {
  /** As it is called in what is said about it. */
  readonly name: string;
  readonly text: string;
}

/**
 * Applies a document as a whole, or says why not.
 *
 * @param options `isTrusted`: the document may read files and the environment; `dryRun`: nothing is changed
 */
export async function importDocument(
  { store, expressions }: { store: Store; expressions: ExpressionRunner },
  { name, text }: FlowDocument,
  { dryRun = false, isTrusted = false } = {},
): Promise<ImportResult> {
  const fault = await expressionFault(text, name, expressions);
  const options = { store, models: importableModels, now: Date.now(), isTrusted };
  return importBlueprint(text, name, options, { fault, dryRun });
}

/** @returns what is wrong with the attributes, by name; nothing has then changed */
export function changeFlow(
  store: Store,
  flow: Flow,
  attributes: JsonObject,
): { ok: true } | { ok: false; errors: Record<string, string[]> } {
  const written = objectTarget(flowModel, store).update(flow.pk, attributes, () => undefined, false);
  if (written.ok) return { ok: true };
  const errors = Object.entries(written.errors).map(([name, details]): [string, string[]] => [
    name,
    details.map(({ string }) => string),
  ]);
  return { ok: false, errors: Object.fromEntries(errors) };
}
