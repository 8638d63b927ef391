import { html, type Html } from "../../../page/html.ts";
import { type ImportResult, nothingCreated } from "../../engine/blueprint/import-blueprint.ts";
import type { FlowDocument } from "../../services/administration.ts";
import { planLines, planSummary } from "../../services/plan-lines.ts";
import type { PageWords } from "../page-words.ts";
import type { AdminVisit } from "./admin-visit.ts";
import { remarkLine } from "./remark-line.ts";
import { wordingOf } from "./type-names.ts";

/** What an import came to, or would come to, and of which document. */
export interface ImportReport extends ImportResult {
  readonly document: FlowDocument;
  readonly dryRun: boolean;
  /** Whether what is no part of a flow was left out. */
  readonly isFlowsOnly: boolean;
}

/** In one sentence, which is the page's title too. */
export function outcomeOf(
  { text }: Pick<PageWords, "text">,
  { document: { name }, success, dryRun, logs }: ImportReport,
): string {
  if (!success) return text("{0} could not be imported. Nothing was changed.", name);
  if (logs.some(({ event }) => event === nothingCreated))
    return text("Nothing was created: no entry of {0} applies here.", name);
  return dryRun ? text("{0} can be imported.", name) : text("{0} was imported.", name);
}

/** The outcome with what becomes of each entry, which gets the focus. */
export function importReport(visit: AdminVisit, imported: ImportReport): Html {
  const { text } = visit;
  const { applied, success, dryRun, remarks } = imported;
  const summary = planSummary(applied, dryRun, wordingOf(visit));
  return html`<section class="panel result ${success ? "" : "failed"}" role="status" tabindex="-1" autofocus><h2>${outcomeOf(visit, imported)}</h2>
${applied.length > 0 && html`<p>${summary}${dryRun && ` ${text("Nothing is changed yet.")}`}</p>`}
${nextSteps(visit, imported)}
${remarks.length > 0 && html`<ul class="log">${remarks.map((remark) => html`<li>${remarkLine(visit, remark)}</li>`)}</ul>`}
${applied.length > 0 && planTable(visit, imported)}</section>`;
}

function planTable(visit: AdminVisit, imported: ImportReport): Html {
  const { text } = visit;
  const rows = planLines(imported, imported.dryRun, wordingOf(visit)).map(
    ({ line, thing, becomes }) => html`<tr><td>${line}</td><td>${thing}</td><td>${becomes}</td></tr>`,
  );
  const heads = [text("Line"), text("Entry"), text("What becomes of it")];
  return html`<div class="scroll" role="region" aria-label="${text("Entries of the file")}" tabindex="0"><table>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows}</tbody></table></div>`;
}

/** A document that was looked at is imported without being chosen again, as a whole or with its flows alone. */
function nextSteps(
  { text, counted, token }: AdminVisit,
  { document, success, dryRun, isFlowsOnly, beside }: ImportReport,
): Html | undefined {
  const canImport = success && dryRun;
  const canTrim = beside > 0 && !isFlowsOnly && (dryRun || !success);
  if (!canImport && !canTrim) return undefined;
  const others = counted(
    "{0, plural, one {One entry is no part of a flow: people, groups, brands, applications or roles.} other {# entries are no part of a flow: people, groups, brands, applications or roles.}}",
    beside,
  );
  return html`<form method="post" action="/if/admin/import/" enctype="multipart/form-data">
<input type="hidden" name="token" value="${token}">
<input type="hidden" name="checked_name" value="${document.name}">
<input type="hidden" name="checked_text" value="${document.text}">
${isFlowsOnly && html`<input type="hidden" name="flows_only" value="on">`}
${canTrim && html`<p>${others}</p>`}
<div class="buttons">${canImport && html`<button name="action" value="import">${text("Import {0}", document.name)}</button>`}
${canTrim && html`<button class="button" name="action" value="check-flows">${text("Leave them out")}</button>`}</div></form>`;
}
