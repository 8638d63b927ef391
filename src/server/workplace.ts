import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Environment } from "../edge/settings.ts";
import { readConfiguration } from "./configuration.ts";
import { seedBlueprints } from "./engine/blueprint/seed-blueprints.ts";
import { importableModels } from "./services/importable-models.ts";
import { openStore, type Store } from "./store/store.ts";

/** Beside this file, also when everything was bundled into it. */
const blueprints = fileURLToPath(new URL("./blueprints/", import.meta.url));

/**
 * The store that a command works on, and the folder of data that last: those of `DATA_DIR`. Whoever only looks, and where nothing is yet, gets that of a new server, which is
 * gone afterwards.
 *
 * @throws StartupError when the settings or the data cannot be used
 */
export function openWorkplace(
  env: Environment,
  isReading: boolean,
): { readonly store: Store; readonly dataDir: string | undefined; readonly close: () => void } {
  const { dataDir, secretKey } = readConfiguration(env);
  const isMadeUp = isReading && !existsSync(join(dataDir, "flow.db"));
  const folder = isMadeUp ? mkdtempSync(join(tmpdir(), "flows-")) : dataDir;
  const store = openStore(folder, secretKey);
  if (isMadeUp) seedBlueprints([blueprints], { store, models: importableModels, context: {}, now: Date.now() });
  return {
    store,
    dataDir: isMadeUp ? undefined : dataDir,
    close: () => {
      store.database.close();
      if (isMadeUp) rmSync(folder, { recursive: true });
    },
  };
}
