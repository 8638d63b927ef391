import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { diagramFile } from "../page/diagram-svg.ts";
import type { ImportChoices, ImportResult } from "./engine/blueprint/import-blueprint.ts";
import { exportFlow } from "./engine/blueprint/export-flow.ts";
import { flowDiagram, flowGraph } from "./engine/flow-diagram.ts";
import { type Flow, flowModel } from "./engine/models/flow-model.ts";
import { ModelStore } from "./engine/model-store.ts";
import { oneLine } from "./engine/one-line.ts";
import { type FlowDocument, flowDocument, importDocument } from "./services/administration.ts";
import { createServices } from "./services/create-services.ts";
import { importableModels } from "./services/importable-models.ts";
import { inWords, planLines, planSummary } from "./services/plan-lines.ts";
import { openWorkplace } from "./workplace.ts";
import type { Store } from "./store/store.ts";

export const commandUsage = `Usage:
  npm run -s flows check FILE          says what is wrong with a file, with the lines, and changes nothing
  npm run -s flows plan FILE           says what an import would change, and changes nothing
  npm run -s flows import FILE         imports a blueprint, an exported flow, or a flow in the old JSON format
  npm run -s flows export SLUG         writes a flow to the standard output
  npm run -s flows draw FILE [SLUG]    writes a diagram of a flow in a file to the standard output, as SVG

  --flows-only   check, plan, import: leave out what is no part of a flow: people, groups, brands, applications, roles
  --text         draw: in Mermaid's language instead

The data are those of DATA_DIR (.data unless set); the server may be running. Without any, check, plan and draw take a new server's.
`;

/** Where a command reads and writes. */
export interface CommandStreams {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
  readonly env: Readonly<Record<string, string | undefined>>;
}

interface Command {
  readonly name: string;
  readonly argument: string;
  readonly slug: string | undefined;
  readonly isFlowsOnly: boolean;
  readonly isText: boolean;
}

/**
 * Checks, plans, imports, exports and draws flows from the command line.
 *
 * @returns the exit code: 0 when it worked, 1 when it did not, 2 when it was not understood
 * @throws StartupError when the settings or the data cannot be used
 */
export async function runCommand(args: readonly string[], streams: CommandStreams): Promise<number> {
  const command = readCommand(args);
  if (!command) {
    streams.stderr.write(commandUsage);
    return 2;
  }
  const isReading = ["check", "plan", "draw"].includes(command.name);
  const { store, dataDir, close } = openWorkplace(streams.env, isReading);
  try {
    if (command.name === "export") return runExport(store, command.argument, streams);
    return await runImport({ store, dataDir }, command, streams);
  } finally {
    close();
  }
}

function readCommand(args: readonly string[]): Command | undefined {
  try {
    const options = { "flows-only": { type: "boolean" }, text: { type: "boolean" } } as const;
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [name = "", argument, slug, ...rest] = positionals;
    const isKnown = ["check", "draw", "export", "import", "plan"].includes(name);
    const isFitting =
      (slug === undefined || name === "draw") &&
      (!values.text || name === "draw") &&
      (!values["flows-only"] || /^(check|plan|import)$/.test(name));
    if (!isKnown || argument === undefined || rest.length > 0 || !isFitting) return undefined;
    return { name, argument, slug, isFlowsOnly: values["flows-only"] ?? false, isText: values.text ?? false };
  } catch (error) {
    // What the options were is not for this program to guess.
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

async function runImport(
  { store, dataDir }: { readonly store: Store; readonly dataDir: string | undefined },
  command: Command,
  { stdout, stderr }: CommandStreams,
): Promise<number> {
  const { name, argument: path, isFlowsOnly } = command;
  let document: FlowDocument;
  try {
    document = flowDocument(basename(path), readFileSync(path));
  } catch (error) {
    stderr.write(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
  const { expressions } = createServices(store, { dataDir });
  const drawings: string[] = [];
  const choices: ImportChoices = {
    dryRun: name !== "import",
    // Nothing but flows can be drawn.
    isFlowsOnly: isFlowsOnly || name === "draw",
    look: (applied) => {
      const models = new ModelStore(store.objects);
      const pks = new Set(applied.filter(({ model }) => model === flowModel.name).map(({ pk }) => pk ?? ""));
      const flows = [...pks].map((pk) => models.get(flowModel, pk)).filter((flow) => flow !== undefined);
      if (name === "draw") drawings.push(...drawn(flows, command, models));
    },
  };
  const result = await importDocument({ store, expressions }, document, { ...choices, isTrusted: true });
  expressions.close();
  if (!result.success || name !== "draw") return report(result, command, { stdout, stderr });
  if (drawings.length === 1) {
    stdout.write(drawings.join(""));
    return 0;
  }
  const slugs = result.applied.filter(({ model }) => model === flowModel.name).map((flow) => flow.name ?? "");
  const which = slugs.length === 0 ? "There is no flow in it." : `Name one of its flows: ${slugs.join(", ")}.`;
  stderr.write(`${path}: ${oneLine(which)}\n`);
  return 1;
}

function drawn(flows: readonly Flow[], { slug, isText }: Command, models: ModelStore): string[] {
  const chosen = slug === undefined ? flows : flows.filter((flow) => flow.slug === slug);
  return chosen.map((flow) =>
    isText ? `${printable(flowDiagram(flow, models))}\n` : diagramFile(flowGraph(flow, models)),
  );
}

/** Names may have characters that move a terminal's cursor. */
function printable(text: string): string {
  return text.replace(/[^\P{Cc}\n]/gu, "\uFFFD");
}

function report(
  result: ImportResult,
  { name, argument: path }: Command,
  { stdout, stderr }: Pick<CommandStreams, "stdout" | "stderr">,
): number {
  const isPlan = name !== "import";
  const lines = name === "check" ? [] : planLines(result, isPlan);
  for (const { line, thing, becomes } of lines) stdout.write(`line ${line}: ${oneLine(`${thing}: ${becomes}`)}\n`);
  for (const { log_level, event, attributes } of result.remarks) {
    // What is wrong begins with its line already.
    const at = attributes.line === undefined || log_level === "error" ? "" : `line ${attributes.line}: `;
    const stream = log_level === "error" ? stderr : stdout;
    stream.write(`${at}${log_level === "info" ? "" : `${log_level}: `}${oneLine(inWords(event))}\n`);
  }
  const { applied, success, beside } = result;
  if (success && name !== "check") stdout.write(`${planSummary(applied, isPlan)}\n`);
  if (!success && beside > 0) stderr.write("With --flows-only, what is no part of a flow is left out.\n");
  stdout.write(success ? `${path}: ${isPlan ? "can be imported" : "imported"}.\n` : "Nothing was changed.\n");
  return success ? 0 : 1;
}

function runExport({ objects, users }: Store, slug: string, { stdout, stderr }: CommandStreams): number {
  const flow = new ModelStore(objects).findUnique(flowModel, { slug });
  if (!flow) {
    stderr.write(`There is no flow with the slug ${oneLine(slug)}.\n`);
    return 1;
  }
  stdout.write(exportFlow(flow.pk, { objects, users, models: importableModels, now: Date.now() }));
  return 0;
}
