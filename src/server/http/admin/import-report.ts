import { html, type Html } from "../../../page/html.ts";
import { type ImportResult, nothingCreated } from "../../engine/blueprint/import-blueprint.ts";
import { verboseName } from "../../engine/type-names.ts";
import type { FlowDocument } from "../../services/administration.ts";

/** What an import came to, and of which document. */
export interface ImportReport extends ImportResult {
  readonly document: FlowDocument;
  readonly dryRun: boolean;
}

/** In one sentence, which is the page's title too. */
export function outcomeOf({ document: { name }, success, dryRun, logs }: ImportReport): string {
  if (!success) return `${name} could not be imported. Nothing was changed.`;
  if (logs.some(({ event }) => event === nothingCreated))
    return `Nothing was created: no entry of ${name} applies here.`;
  return `${name} ${dryRun ? "can be imported." : "was imported."}`;
}

/** The outcome with its log, which gets the focus. */
export function importReport(imported: ImportReport, token: string): Html {
  const { document, success, dryRun, logs } = imported;
  return html`<section class="panel result ${success ? "" : "failed"}" role="status" tabindex="-1" autofocus><h2>${outcomeOf(imported)}</h2>
${success && dryRun && importNow(document, token)}
<div class="log">${logs.map(({ log_level, event, attributes }) => html`${lineOf(attributes.line)}${log_level !== "info" && `${log_level}: `}${inWords(event)}<br>`)}</div></section>`;
}

/** A document that was found to be good is imported without being chosen again. */
function importNow({ name, text }: FlowDocument, token: string): Html {
  return html`<form method="post" action="/if/admin/import/" enctype="multipart/form-data">
<input type="hidden" name="token" value="${token}">
<input type="hidden" name="checked_name" value="${name}">
<input type="hidden" name="checked_text" value="${text}">
<div class="buttons"><button name="action" value="import">Import ${name}</button></div></form>`;
}

function lineOf(line: string | number | undefined): string {
  return line === undefined ? "" : `Line ${line}: `;
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

/** What the log says, with what people call things in place of the names of models. */
function inWords(event: string): string {
  return event.replace(/\bauthentik_\w+\.\w+/g, (model) => {
    const isNamed = /^authentik_(stages|policies)_/.test(model);
    return words[model] ?? (isNamed ? verboseName(model) : model);
  });
}
