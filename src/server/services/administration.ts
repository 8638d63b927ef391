import type { ResponseErrors } from "../../protocol/challenges.ts";
import { sentence } from "../../protocol/locales/words.ts";
import type { AppliedEntry } from "../engine/blueprint/applied-entry.ts";
import { BlueprintError } from "../engine/blueprint/blueprint-error.ts";
import { decodeDocument } from "../engine/blueprint/decode-document.ts";
import { objectTarget } from "../engine/blueprint/entry-target.ts";
import { examineExpressions, type ResolvedEntry } from "../engine/blueprint/examine-expressions.ts";
import {
  importBlueprint,
  type ImportChoices,
  type ImportResult,
  refusedImport,
} from "../engine/blueprint/import-blueprint.ts";
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
  /** Why it cannot be read. */
  readonly fault?: BlueprintError | undefined;
}

/** A document as it was uploaded, or lies in a folder. */
export function flowDocument(name: string, bytes: Uint8Array): FlowDocument {
  try {
    return { name, text: decodeDocument(bytes, name) };
  } catch (error) {
    if (error instanceof BlueprintError) return { name, text: "", fault: error };
    throw error;
  }
}

/**
 * Applies a document as a whole, or says why not.
 *
 * @param choices `isTrusted`: the document may read files and the environment
 */
export async function importDocument(
  { store, expressions }: { store: Store; expressions: ExpressionRunner },
  { name, text, fault }: FlowDocument,
  { isTrusted = false, ...choices }: Omit<ImportChoices, "findings"> & { readonly isTrusted?: boolean } = {},
): Promise<ImportResult> {
  if (fault) return refusedImport(fault, Date.now());
  const options = { store, models: importableModels, now: Date.now(), isTrusted };
  const resolve = (): ResolvedEntry[] => {
    const found: ResolvedEntry[] = [];
    const look = (applied: readonly AppliedEntry[]): void => {
      for (const { line, model, pk } of applied) {
        const attrs = pk === undefined ? undefined : store.objects.get(pk)?.data;
        if (attrs) found.push({ line, model, attrs });
      }
    };
    importBlueprint(text, name, options, { ...choices, dryRun: true, look });
    return found;
  };
  const findings = await examineExpressions(text, name, expressions, resolve);
  return importBlueprint(text, name, options, { ...choices, findings });
}

type Faults = { ok: false; errors: Record<string, string[]> };

/** Makes a flow that has no stages yet. @returns what is wrong with the attributes, by name; nothing has then changed */
export function createFlow(
  store: Store,
  attributes: JsonObject & { slug?: string },
): { ok: true; slug: string } | Faults {
  const written = objectTarget(flowModel, store).create(undefined, attributes, () => undefined);
  if (written.ok) return { ok: true, slug: attributes.slug ?? "" };
  const isTaken = written.errors.slug?.some(({ code }) => code === "unique");
  const errors = inSentences(written.errors);
  return {
    ok: false,
    errors: isTaken ? { ...errors, slug: [sentence("There is a flow with this slug already.")] } : errors,
  };
}

/** Deletes a flow and the order of its stages. The stages may be those of other flows as well, and stay. */
export function deleteFlow(store: Store, { pk }: Flow): void {
  store.database.transaction(() => store.objects.remove(pk));
}

/** @returns what is wrong with the attributes, by name; nothing has then changed */
export function changeFlow(store: Store, flow: Flow, attributes: JsonObject): { ok: true } | Faults {
  const written = objectTarget(flowModel, store).update(flow.pk, attributes, () => undefined, false);
  if (written.ok) return { ok: true };
  return { ok: false, errors: inSentences(written.errors) };
}

function inSentences(errors: ResponseErrors): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(errors).map(([name, details]): [string, string[]] => [name, details.map(({ string }) => string)]),
  );
}
