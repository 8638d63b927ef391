import type { Value } from "./parse-blueprint.ts";
import { parseBlueprint } from "./parse-blueprint.ts";
import { applyBlueprint, type ApplyOptions, type AppliedEntry } from "./apply-blueprint.ts";
import { BlueprintError } from "./blueprint-error.ts";
import { keptSteps, stepsOfFlows } from "./kept-steps.ts";
import { normaliseLegacy } from "./normalise-legacy.ts";

/** One line of the log of an import, as authentik's API has it. */
export interface LogEvent {
  /** ISO 8601. */
  readonly timestamp: string;
  readonly log_level: "info" | "warning" | "error";
  readonly logger: string;
  readonly event: string;
  readonly attributes: Readonly<Record<string, string | number>>;
}

export interface ImportResult {
  readonly success: boolean;
  readonly logs: readonly LogEvent[];
}

/** What callers always have in their context. */
const callerContext: Readonly<Record<string, Value>> = {
  "goauthentik.io/enterprise/licensed": false,
  "goauthentik.io/rbac/models": {},
};

/**
 * Imports a document: a blueprint, an exported flow, or a flow of the JSON format before 2022.8. As a whole or not at all.
 *
 * @param source what the log calls the document, such as its file name
 * @param fault what was found to be wrong with the document already
 * @param dryRun applies it and takes everything back, to see whether it could be
 */
export function importBlueprint(
  text: string,
  source: string,
  options: ApplyOptions,
  { dryRun = false, fault }: { dryRun?: boolean; fault?: BlueprintError | undefined } = {},
): ImportResult {
  const logs: LogEvent[] = [];
  const log = (log_level: LogEvent["log_level"], event: string, attributes: LogEvent["attributes"]): void => {
    const timestamp = new Date(options.now).toISOString();
    logs.push({ timestamp, log_level, logger: "flow.blueprints.importer", event, attributes });
  };
  const applied: AppliedEntry[] = [];
  try {
    if (fault) throw fault;
    const blueprint = parseBlueprint(text, source);
    const { blueprint: known, notes } = normaliseLegacy(blueprint, text.trimStart().startsWith("{"));
    const context = { ...callerContext, ...options.context };
    const { database, settings } = options.store;
    const available = new Set([...(options.available ?? []), ...namesIn(settings.get(appliedSetting))]);
    runInTransaction(database, dryRun, () => {
      const before = stepsOfFlows(options.store);
      applyBlueprint(known, { ...options, context, available, onEntry: (entry) => applied.push(entry) });
      for (const { line, model, outcome, pk } of applied) {
        log("info", `${model} ${outcome}`, { line, ...(pk !== undefined && { pk }) });
      }
      for (const { slug, count } of keptSteps(options.store, before, applied)) {
        log(
          "warning",
          `Changes the flow ${slug}, which keeps ${count === 1 ? "one step" : `${count} steps`} of its own`,
          {},
        );
      }
      if (known.name !== undefined) settings.set(appliedSetting, JSON.stringify([...available, known.name]));
    });
    for (const { line, since, what } of notes) log("info", `Written as before ${since}: ${what}`, { line });
    if (applied.every(({ outcome }) => outcome === "skipped")) log("warning", nothingCreated, {});
    return { success: true, logs };
  } catch (error) {
    if (!(error instanceof BlueprintError)) throw error;
    log("error", error.message, { line: error.line });
    return { success: false, logs };
  }
}

/** What the log says of a document none of whose entries applied. */
export const nothingCreated = "Nothing was created: no entry of it applies here";

/** The names of all blueprints that were imported, for those that require them. */
const appliedSetting = "blueprints:applied";

function namesIn(setting: string | undefined): string[] {
  return setting === undefined ? [] : (JSON.parse(setting) as string[]);
}

/** Thrown to take a transaction back that went well. */
class TakeBack extends Error {}

function runInTransaction(database: { transaction(work: () => void): void }, dryRun: boolean, work: () => void): void {
  try {
    database.transaction(() => {
      work();
      if (dryRun) throw new TakeBack();
    });
  } catch (error) {
    if (!(error instanceof TakeBack)) throw error;
  }
}
