import type { AppliedEntry, Outcome } from "../engine/blueprint/applied-entry.ts";
import type { ImportResult } from "../engine/blueprint/import-blueprint.ts";
import { englishWording, type Wording } from "../engine/wording.ts";

/** What an import does to one object, in the words that people have for it. */
export interface PlanLine {
  /** Of the document, from 1. */
  readonly line: number;
  readonly thing: string;
  readonly becomes: string;
}

const outcomes: readonly Outcome[] = ["created", "updated", "unchanged", "deleted", "skipped", "left out"];

/** The lines of a plan, or of what was done. */
export function planLines({ applied }: ImportResult, isPlan: boolean, wording: Wording = englishWording): PlanLine[] {
  const { text, list } = wording;
  return applied.map(({ line, model, name, outcome, changes }) => {
    const kind = modelInWords(model, wording);
    const becomes = outcomeInWords(outcome, isPlan, wording);
    return {
      line,
      thing: name === undefined ? kind : text("{0} “{1}”", kind, name),
      becomes: changes.length > 0 ? text("{0}: {1}", becomes, list(changes)) : becomes,
    };
  });
}

/** How many of each there are, in one sentence; blank where there are none. */
export function planSummary(
  applied: readonly AppliedEntry[],
  isPlan: boolean,
  wording: Wording = englishWording,
): string {
  const { text, list, number } = wording;
  const said = outcomes.flatMap((outcome) => {
    const count = applied.filter((entry) => entry.outcome === outcome).length;
    const becomes = outcome === "unchanged" ? text("unchanged") : outcomeInWords(outcome, isPlan, wording);
    return count === 0 ? [] : text("{0} {1}", number(count), becomes);
  });
  return said.length === 0 ? "" : text("{0}.", list(said));
}

function outcomeInWords(outcome: Outcome, isPlan: boolean, { text }: Wording): string {
  switch (outcome) {
    case "created":
      return isPlan ? text("will be created") : text("created");
    case "updated":
      return isPlan ? text("will change") : text("changed");
    case "unchanged":
      return text("stays as it is");
    case "deleted":
      return isPlan ? text("will be deleted") : text("deleted");
    case "skipped":
      return text("does not apply here");
    case "left out":
      return text("left out");
  }
}

/** What is said of an import, with what people call things in place of the names of models. */
export function inWords(said: string, wording: Wording = englishWording): string {
  return said.replace(/\bauthentik_\w+\.\w+/g, (model) => modelInWords(model, wording));
}

/** What people call the objects of a model. */
export function modelInWords(model: string, { text, typeName }: Wording): string {
  switch (model) {
    case "authentik_blueprints.metaapplyblueprint":
      return text("Another blueprint");
    case "authentik_brands.brand":
      return text("Brand");
    case "authentik_core.group":
      return text("Group");
    case "authentik_core.user":
      return text("Person");
    case "authentik_flows.flow":
      return text("Flow");
    case "authentik_flows.flowstagebinding":
      return text("Stage in a flow");
    case "authentik_policies.policybinding":
      return text("Policy binding");
    case "authentik_stages_prompt.prompt":
      return text("Field of a form");
    default:
      return /^authentik_(stages|policies)_/.test(model) ? typeName(model) : model;
  }
}
