import { counted, sentence } from "../../../protocol/locales/words.ts";
import type { Value } from "./parse-blueprint.ts";
import { parseBlueprint } from "./parse-blueprint.ts";
import type { AppliedEntry, Outcome } from "./applied-entry.ts";
import { applyBlueprint, type ApplyOptions } from "./apply-blueprint.ts";
import { BlueprintError } from "./blueprint-error.ts";
import type { ExpressionFindings } from "./examine-expressions.ts";
import { flowsOnly } from "./flows-only.ts";
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
  /** What became of each entry, or would become; nothing where something is wrong. */
  readonly applied: readonly AppliedEntry[];
  /** What the log says beside that. */
  readonly remarks: readonly LogEvent[];
  /** How many entries are no part of a flow and could be left out. */
  readonly beside: number;
}

/** What callers always have in their context. */
const callerContext: Readonly<Record<string, Value>> = {
  "goauthentik.io/enterprise/licensed": false,
  "goauthentik.io/rbac/models": {},
};

export interface ImportChoices {
  /** Applies it and takes everything back, to see what would become of it. */
  readonly dryRun?: boolean;
  /** Leaves out what is no part of a flow. */
  readonly isFlowsOnly?: boolean;
  /** What was found in its expressions. */
  readonly findings?: ExpressionFindings;
  /** Sees what is there once it is applied, before anything is taken back. */
  readonly look?: (applied: readonly AppliedEntry[]) => void;
}

/**
 * Imports a document: a blueprint, an exported flow, or a flow of the JSON format before 2022.8. As a whole or not at all.
 *
 * @param source what the log calls the document, such as its file name
 */
export function importBlueprint(
  text: string,
  source: string,
  options: ApplyOptions,
  { dryRun = false, isFlowsOnly = false, findings = { faults: [], missing: [] }, look }: ImportChoices = {},
): ImportResult {
  const logs: LogEvent[] = [];
  const log: Log = (...said) => void logs.push(eventAt(options.now, ...said));
  const remarks: LogEvent[] = [];
  const remark: Log = (...said) => {
    log(...said);
    remarks.push(...logs.slice(-1));
  };
  let beside = 0;
  const applied: AppliedEntry[] = [];
  const faults: BlueprintError[] = [];
  // What is not written may be wrong, as at authentik.
  const isWritten = ({ entry }: { readonly entry: number }): boolean => {
    const here = applied.filter(({ line }) => line === entry);
    return here.length === 0 || here.some((one) => leavesSomething(one));
  };
  const wrongExpressions = (): BlueprintError[] => findings.faults.filter(isWritten).map(({ fault }) => fault);
  try {
    const blueprint = parseBlueprint(text, source);
    const { blueprint: today, notes } = normaliseLegacy(blueprint, text.trimStart().startsWith("{"));
    const trimmed = flowsOnly(today, options.models);
    beside = trimmed.entries.filter(({ isLeftOut }) => isLeftOut).length;
    const known = isFlowsOnly ? trimmed : today;
    const context = { ...callerContext, ...options.context };
    const { database, settings } = options.store;
    const available = new Set([...(options.available ?? []), ...namesIn(settings.get(appliedSetting))]);
    runInTransaction(database, dryRun, () => {
      const before = stepsOfFlows(options.store);
      applyBlueprint(known, {
        ...options,
        context,
        available,
        onEntry: (entry) => applied.push(entry),
        onFault: (fault) => faults.push(fault),
      });
      const [wrong] = wrongExpressions();
      if (wrong) throw wrong;
      logApplied(applied, log, remark);
      for (const { slug, count, line } of keptSteps(options.store, before, applied)) {
        const at = line === undefined ? {} : { line };
        remark("warning", counted(keepsSteps, count, slug), at);
      }
      look?.(applied);
      if (known.name !== undefined) settings.set(appliedSetting, JSON.stringify([...available, known.name]));
    });
    for (const { line, what } of findings.missing.filter(isWritten)) remark("warning", what, { line });
    for (const { line, since, what } of notes) remark("info", `Written as before ${since}: ${what}`, { line });
    if (!applied.some(({ outcome }) => isDone(outcome))) remark("warning", nothingCreated, {});
    return { success: true, logs, applied, remarks, beside };
  } catch (error) {
    if (!(error instanceof BlueprintError)) throw error;
    faults.push(...wrongExpressions());
    if (!faults.includes(error)) faults.push(error);
    for (const { message, line } of faults.sort((a, b) => a.line - b.line)) remark("error", message, { line });
    return { success: false, logs, applied: [], remarks, beside };
  }
}

/** What is said of a document that cannot be read. */
export function refusedImport({ message, line }: BlueprintError, now: number): ImportResult {
  const event = eventAt(now, "error", message, { line });
  return { success: false, logs: [event], applied: [], remarks: [event], beside: 0 };
}

function eventAt(
  now: number,
  log_level: LogEvent["log_level"],
  event: string,
  attributes: LogEvent["attributes"],
): LogEvent {
  const timestamp = new Date(now).toISOString();
  return { timestamp, log_level, logger: "flow.blueprints.importer", event, attributes };
}

type Log = (level: LogEvent["log_level"], event: string, attributes: LogEvent["attributes"]) => void;

function logApplied(applied: readonly AppliedEntry[], log: Log, remark: Log): void {
  for (const { line, model, outcome, pk, name, changes, dropped } of applied) {
    log("info", `${model} ${outcome}`, {
      line,
      ...(pk !== undefined && { pk }),
      ...(name !== undefined && { name }),
      ...(changes.length > 0 && { changes: changes.join(", ") }),
    });
    if (dropped.length > 0) remark("warning", sentence("Not kept here: {0}", dropped.join(", ")), { line });
  }
}

/** Whether there is an object for an entry once it has been applied. */
function leavesSomething({ outcome, pk }: AppliedEntry): boolean {
  return isDone(outcome) && outcome !== "deleted" && pk !== undefined;
}

/** Whether an entry has left something behind, or found it there already. */
function isDone(outcome: Outcome): boolean {
  return outcome !== "skipped" && outcome !== "left out";
}

/** What the log says of a document none of whose entries applied. */
export const nothingCreated = sentence("Nothing was created: no entry of it applies here");

const keepsSteps = sentence(
  "{0, plural, one {Changes the flow {1}, which keeps one step of its own} other {Changes the flow {1}, which keeps # steps of its own}}",
);

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
