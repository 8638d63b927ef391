import type { AppliedEntry, Outcome } from "../engine/blueprint/applied-entry.ts";
import type { ImportResult } from "../engine/blueprint/import-blueprint.ts";
import { verboseName } from "../engine/type-names.ts";

/** What an import does to one object, in the words that people have for it. */
export interface PlanLine {
  /** Of the document, from 1. */
  readonly line: number;
  readonly thing: string;
  readonly becomes: string;
}

const words: Readonly<Record<string, string>> = {
  "authentik_blueprints.metaapplyblueprint": "Another blueprint",
  "authentik_brands.brand": "Brand",
  "authentik_core.group": "Group",
  "authentik_core.user": "Person",
  "authentik_flows.flow": "Flow",
  "authentik_flows.flowstagebinding": "Stage in a flow",
  "authentik_policies.policybinding": "Policy binding",
  "authentik_stages_prompt.prompt": "Field of a form",
};

const outcomes: Readonly<Record<Outcome, readonly [planned: string, done: string]>> = {
  created: ["will be created", "created"],
  updated: ["will change", "changed"],
  unchanged: ["stays as it is", "stays as it is"],
  deleted: ["will be deleted", "deleted"],
  skipped: ["does not apply here", "does not apply here"],
  "left out": ["left out", "left out"],
};

/** The lines of a plan, or of what was done. */
export function planLines({ applied }: ImportResult, isPlan: boolean): PlanLine[] {
  return applied.map(({ line, model, name, outcome, changes }) => ({
    line,
    thing: name === undefined ? modelInWords(model) : `${modelInWords(model)} “${name}”`,
    becomes: `${outcomes[outcome][isPlan ? 0 : 1]}${changes.length > 0 ? `: ${changes.join(", ")}` : ""}`,
  }));
}

/** How many of each there are, in one sentence; blank where there are none. */
export function planSummary(applied: readonly AppliedEntry[], isPlan: boolean): string {
  const counts = new Map<Outcome, number>();
  for (const { outcome } of applied) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  const said = (Object.keys(outcomes) as Outcome[]).flatMap((outcome) => {
    const count = counts.get(outcome);
    return count === undefined
      ? []
      : `${count} ${outcomes[outcome][isPlan ? 0 : 1].replace("stays as it is", "unchanged")}`;
  });
  return said.length === 0 ? "" : `${said.join(", ")}.`;
}

/** What is said of an import, with what people call things in place of the names of models. */
export function inWords(text: string): string {
  return text.replace(/\bauthentik_\w+\.\w+/g, modelInWords);
}

function modelInWords(model: string): string {
  const isNamed = /^authentik_(stages|policies)_/.test(model);
  return words[model] ?? (isNamed ? verboseName(model) : model);
}
