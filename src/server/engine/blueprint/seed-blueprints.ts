import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Model } from "../model.ts";
import type { Store } from "../../store/store.ts";
import { accountSlugs } from "./account-slugs.ts";
import { applyBlueprint } from "./apply-blueprint.ts";
import { decodeDocument } from "./decode-document.ts";
import { parseBlueprint, type Value } from "./parse-blueprint.ts";

/**
 * Applies the blueprints of folders, in the order of their names (none where there is no such folder), as far as they are new or have
 * changed since; what people changed otherwise stays. One that has not changed is not even parsed: a start need not wait for it.
 *
 * @throws BlueprintError for the first one that cannot be applied; those before it have been
 */
export function seedBlueprints(
  folders: readonly string[],
  options: {
    store: Store;
    models: readonly Model[];
    context: Readonly<Record<string, Value>>;
    now: number;
    /** What tells these files from those of other folders that have the same names. */
    prefix?: string;
  },
): void {
  const { prefix = "" } = options;
  const { settings } = options.store;
  const context = { ...options.context, ...accountSlugs(options.store) };
  const available = new Set<string>();
  for (const path of folders.flatMap(blueprintsIn)) {
    const file = basename(path);
    const text = decodeDocument(readFileSync(path), file);
    const digest = createHash("sha256").update(text).digest("hex");
    const key = prefix + file;
    const isApplied = settings.get(`blueprint:${key}`) === digest;
    let name = isApplied ? settings.get(`blueprint-name:${key}`) : undefined;
    if (name === undefined) {
      const blueprint = parseBlueprint(text, file);
      const own = (name = blueprint.name ?? "");
      options.store.database.transaction(() => {
        if (!isApplied) applyBlueprint(blueprint, { ...options, context, available, isTrusted: true });
        settings.set(`blueprint:${key}`, digest);
        settings.set(`blueprint-name:${key}`, own);
      });
    }
    if (name !== "") available.add(name);
  }
}

function blueprintsIn(folder: string): string[] {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".yaml")) : [];
  return names.sort().map((name) => join(folder, name));
}
