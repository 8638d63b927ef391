import { currentModel } from "./legacy-models.ts";
import { type LegacyRule, legacyRules, type Values } from "./legacy-rules.ts";
import type { Blueprint, Entry } from "./parse-blueprint.ts";

/** What was read in another way than it is written, and where. */
export interface LegacyNote {
  readonly line: number;
  readonly since: string;
  readonly what: string;
}

/**
 * Makes of a document what it means today, whichever release since 2020 it was written for and whether it is JSON or YAML: what was the
 * default then is written out, what was renamed has its new name. Attributes that no longer exist are ignored as in any blueprint.
 */
export function normaliseLegacy(
  blueprint: Blueprint,
  isJson: boolean,
): { readonly blueprint: Blueprint; readonly notes: readonly LegacyNote[] } {
  const notes: LegacyNote[] = [];
  const isOld = isJson || isExportBefore(blueprint.name, "2023-05-01");
  const names = new Set<unknown>();
  const entries = blueprint.entries.map((entry, index) => {
    const today = normaliseEntry(entry, { index, isOld, notes });
    return { ...today, whenNew: withOwnName(today.whenNew ?? {}, names) };
  });
  return { blueprint: { ...blueprint, entries }, notes };
}

function normaliseEntry(
  entry: Entry,
  { index, isOld, notes }: { index: number; isOld: boolean; notes: LegacyNote[] },
): Entry {
  if (typeof entry.model !== "string") return entry;
  const { name, since } = currentModel(entry.model);
  const note = (release: string, what: string): void => void notes.push({ line: entry.line, since: release, what });
  if (since !== undefined) note(since, `the model ${entry.model}`);
  let today: Entry = { ...entry, model: name };
  for (const rule of legacyRules) {
    const model = String(today.model);
    if (!concerns(rule, model)) continue;
    const all = { ...today.identifiers, ...today.attrs };
    const rewritten = rule.rewrite({ model, all, attrs: today.attrs, index, isOld });
    if (!rewritten) continue;
    note(rule.since, rule.what);
    const { attrs = today.attrs, whenNew = {} } = rewritten;
    today = {
      ...today,
      model: rewritten.model ?? model,
      attrs: { ...attrs },
      whenNew: { ...today.whenNew, ...whenNew },
    };
  }
  return today;
}

function concerns({ models }: LegacyRule, model: string): boolean {
  return models instanceof RegExp ? models.test(model) : models.includes(model);
}

/** Two fields of one document may have been told apart by what is no name today. */
function withOwnName(whenNew: Values, names: Set<unknown>): Values {
  const { name } = whenNew;
  if (typeof name !== "string") return whenNew;
  let own = name;
  for (let count = 2; names.has(own); count++) own = `${name}_${count}`;
  names.add(own);
  return { ...whenNew, name: own };
}

/** Exports say when they were made. */
function isExportBefore(name: string | undefined, day: string): boolean {
  const made = /^authentik Export - (\d{4}-\d\d-\d\d)/.exec(name ?? "")?.[1];
  return made !== undefined && made < day;
}
