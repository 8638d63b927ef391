import type { TestContext } from "node:test";
import { importBlueprint, type ImportResult } from "../../../../src/server/engine/blueprint/import-blueprint.ts";
import { importableModels as models } from "../../../../src/server/services/importable-models.ts";
import { openStore, type Store } from "../../../../src/server/store/store.ts";
import { temporaryFolder } from "./temporary-folder.ts";

export function emptyStore(t: TestContext): Store {
  const store = openStore(temporaryFolder(t));
  t.after(() => store.database.close());
  return store;
}

/** Imports entries, written one after the other as YAML in flow style, or all of them as JSON. */
export function loadEntries(store: Store, entries: readonly unknown[], asJson = false): ImportResult {
  const head = asJson ? "" : "version: 1\nentries:\n";
  const text = asJson
    ? JSON.stringify({ version: 1, entries })
    : head + entries.map((entry) => `  - ${JSON.stringify(entry)}\n`).join("");
  return loadText(store, text);
}

export function loadText(store: Store, text: string, name = "file.yaml"): ImportResult {
  return importBlueprint(text, name, { store, models, now: 0 });
}

/** The attributes of the only object of a model, or of the one with a name. */
export function objectOf(store: Store, model: string, name?: string): Record<string, unknown> {
  const found = store.objects.list(model).filter(({ data }) => name === undefined || data.name === name);
  if (found.length !== 1) throw new Error(`There are ${found.length} of ${model}.`);
  return found[0]?.data ?? {};
}

export function said({ logs }: ImportResult): string {
  return logs.map(({ log_level, event }) => `${log_level}: ${event}`).join("\n");
}
