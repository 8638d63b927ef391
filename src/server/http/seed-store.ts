import { fileURLToPath } from "node:url";
import { seedBlueprints } from "../engine/blueprint/seed-blueprints.ts";
import { importableModels } from "../services/importable-models.ts";
import type { Store } from "../store/store.ts";
import type { AppOptions } from "./create-app.ts";

const ownFolder = fileURLToPath(new URL("../blueprints/", import.meta.url));

/** Fills a store with the flows to begin with, as far as they are new or have changed since; further blueprints come after them. */
export function seedStore(
  store: Store,
  { extension, blueprintsDir: folder = ownFolder, extraBlueprints }: AppOptions,
): void {
  const options = { store, models: importableModels, context: {}, now: Date.now() };
  if (extension) extension.seed({ store, models: importableModels, folder });
  else seedBlueprints([folder], options);
  if (extraBlueprints !== undefined) seedBlueprints([extraBlueprints], { ...options, prefix: "extra/" });
}
