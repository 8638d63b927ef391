import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Model } from "../model.ts";
import type { Store } from "../../store/store.ts";
import { applyBlueprint } from "./apply-blueprint.ts";
import { parseBlueprint, type Value } from "./parse-blueprint.ts";

/**
 * Applies the blueprints of a folder, in the order of their names, as far as they are new or have changed since; what people changed
 * otherwise stays.
 *
 * @throws BlueprintError for the first one that cannot be applied; those before it have been
 */
export function seedBlueprints(
  folder: string,
  options: { store: Store; models: readonly Model[]; context: Readonly<Record<string, Value>>; now: number },
): void {
  const { settings } = options.store;
  const available = new Set<string>();
  const files = readdirSync(folder).filter((name) => name.endsWith(".yaml"));
  for (const file of files.sort()) {
    const text = readFileSync(join(folder, file), "utf8");
    const blueprint = parseBlueprint(text, file);
    const digest = createHash("sha256").update(text).digest("hex");
    if (settings.get(`blueprint:${file}`) !== digest) {
      options.store.database.transaction(() => {
        applyBlueprint(blueprint, { ...options, available, isTrusted: true });
        settings.set(`blueprint:${file}`, digest);
      });
    }
    if (blueprint.name !== undefined) available.add(blueprint.name);
  }
}
