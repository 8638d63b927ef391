import { html, type Html } from "../../../page/html.ts";
import { type ImportResult, nothingCreated } from "../../engine/blueprint/import-blueprint.ts";
import type { FlowDocument } from "../../services/administration.ts";
import { inWords, planLines, planSummary } from "../../services/plan-lines.ts";

/** What an import came to, or would come to, and of which document. */
export interface ImportReport extends ImportResult {
  readonly document: FlowDocument;
  readonly dryRun: boolean;
  /** Whether what is no part of a flow was left out. */
  readonly isFlowsOnly: boolean;
}

/** In one sentence, which is the page's title too. */
export function outcomeOf({ document: { name }, success, dryRun, logs }: ImportReport): string {
  if (!success) return `${name} could not be imported. Nothing was changed.`;
  if (logs.some(({ event }) => event === nothingCreated))
    return `Nothing was created: no entry of ${name} applies here.`;
  return `${name} ${dryRun ? "can be imported." : "was imported."}`;
}

/** The outcome with what becomes of each entry, which gets the focus. */
export function importReport(imported: ImportReport, token: string): Html {
  const { applied, success, dryRun, remarks } = imported;
  return html`<section class="panel result ${success ? "" : "failed"}" role="status" tabindex="-1" autofocus><h2>${outcomeOf(imported)}</h2>
${applied.length > 0 && html`<p>${planSummary(applied, dryRun)}${dryRun && " Nothing is changed yet."}</p>`}
${nextSteps(imported, token)}
${remarks.length > 0 && html`<ul class="log">${remarks.map(({ log_level, event, attributes }) => html`<li>${lineOf(attributes.line)}${log_level !== "info" && `${log_level}: `}${inWords(event)}</li>`)}</ul>`}
${applied.length > 0 && planTable(imported)}</section>`;
}

function planTable(imported: ImportReport): Html {
  const rows = planLines(imported, imported.dryRun).map(
    ({ line, thing, becomes }) => html`<tr><td>${line}</td><td>${thing}</td><td>${becomes}</td></tr>`,
  );
  return html`<div class="scroll" role="region" aria-label="Entries of the file" tabindex="0"><table>
<thead><tr><th scope="col">Line</th><th scope="col">Entry</th><th scope="col">What becomes of it</th></tr></thead>
<tbody>${rows}</tbody></table></div>`;
}

/** A document that was looked at is imported without being chosen again, as a whole or with its flows alone. */
function nextSteps(
  { document: { name, text }, success, dryRun, isFlowsOnly, beside }: ImportReport,
  token: string,
): Html | undefined {
  const canImport = success && dryRun;
  const canTrim = beside > 0 && !isFlowsOnly && (dryRun || !success);
  if (!canImport && !canTrim) return undefined;
  return html`<form method="post" action="/if/admin/import/" enctype="multipart/form-data">
<input type="hidden" name="token" value="${token}">
<input type="hidden" name="checked_name" value="${name}">
<input type="hidden" name="checked_text" value="${text}">
${isFlowsOnly && html`<input type="hidden" name="flows_only" value="on">`}
${canTrim && html`<p>${beside === 1 ? "One entry is" : `${beside} entries are`} no part of a flow: people, groups, brands, applications or roles.</p>`}
<div class="buttons">${canImport && html`<button name="action" value="import">Import ${name}</button>`}
${canTrim && html`<button class="button" name="action" value="check-flows">Leave them out</button>`}</div></form>`;
}

function lineOf(line: string | number | undefined): string {
  return line === undefined ? "" : `Line ${line}: `;
}
