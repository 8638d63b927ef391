import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { exportFlow } from "./engine/blueprint/export-flow.ts";
import { flowModel } from "./engine/models/flow-model.ts";
import { ModelStore } from "./engine/model-store.ts";
import { readConfiguration } from "./configuration.ts";
import { importDocument } from "./services/administration.ts";
import { createServices } from "./services/create-services.ts";
import { importableModels } from "./services/importable-models.ts";
import { StartupError } from "../edge/startup-error.ts";
import { openStore, type Store } from "./store/store.ts";

const usage = `Usage:
  npm run -s flows import FILE   imports a blueprint, an exported flow, or a flow in the old JSON format
  npm run -s flows check FILE    says whether it could be imported, and changes nothing
  npm run -s flows export SLUG   writes a flow to the standard output

The data are those of DATA_DIR (.data unless set); the server may be running.
`;

/**
 * Imports and exports flows from the command line.
 *
 * @returns the exit code: 0 when it worked, 1 when it did not, 2 when it was not understood
 */
async function run([command, argument, ...rest]: readonly string[]): Promise<number> {
  if (argument === undefined || rest.length > 0 || !["import", "check", "export"].includes(command ?? "")) {
    process.stderr.write(usage);
    return 2;
  }
  const { dataDir, secretKey } = readConfiguration(process.env);
  const store = openStore(dataDir, secretKey);
  try {
    return command === "export" ? runExport(store, argument) : await runImport(store, argument, command === "check");
  } finally {
    store.database.close();
  }
}

async function runImport(store: Store, path: string, dryRun: boolean): Promise<number> {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    process.stderr.write(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
  const { expressions } = createServices(store, {});
  const document = { name: basename(path), text };
  const { success, logs } = await importDocument({ store, expressions }, document, { dryRun, isTrusted: true });
  expressions.close();
  for (const { log_level, event } of logs) {
    (log_level === "error" ? process.stderr : process.stdout).write(`${log_level}: ${event}\n`);
  }
  process.stdout.write(success ? `${path}: ${dryRun ? "can be imported" : "imported"}.\n` : "Nothing was changed.\n");
  return success ? 0 : 1;
}

function runExport(store: Store, slug: string): number {
  const flow = new ModelStore(store.objects).findUnique(flowModel, { slug });
  if (!flow) {
    process.stderr.write(`There is no flow with the slug ${slug}.\n`);
    return 1;
  }
  process.stdout.write(exportFlow(flow.pk, { objects: store.objects, models: importableModels, now: Date.now() }));
  return 0;
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof StartupError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
