import { exportFlow } from "../../../../src/server/engine/blueprint/export-flow.ts";
import { importBlueprint, type ImportResult } from "../../../../src/server/engine/blueprint/import-blueprint.ts";
import { flowModel } from "../../../../src/server/engine/models/flow-model.ts";
import { importableModels as models } from "../../../../src/server/services/importable-models.ts";
import type { Store } from "../../../../src/server/store/store.ts";

/** Imports a file. */
export function load(
  store: Store,
  text: string,
  options: { dryRun?: boolean; isTrusted?: boolean } = {},
): ImportResult {
  const { dryRun = false, ...rest } = options;
  return importBlueprint(text, "file.yaml", { store, models, now: 0, ...rest }, { dryRun });
}

/** A flow as a file. */
export function exported(store: Store, slug: string): string {
  const flow = store.objects.list(flowModel.name).find(({ data }) => data.slug === slug);
  return exportFlow(flow?.pk ?? "", { objects: store.objects, users: store.users, models, now: 0 });
}

/** What an import has said, a line each. */
export function messages({ logs }: ImportResult): string[] {
  return logs.map(({ log_level, event }) => `${log_level}: ${event}`);
}
