import { html, type Html } from "../../../page/html.ts";
import type { ImportResult } from "../../engine/blueprint/import-blueprint.ts";
import { type Flow, flowModel } from "../../engine/models/flow-model.ts";
import { policyBindingModel } from "../../engine/models/policy-binding-model.ts";
import { stageBindingModel } from "../../engine/models/stage-binding-model.ts";
import type { Services } from "../../engine/services.ts";
import { verboseName } from "../../engine/type-names.ts";
import type { MailFailure } from "../../store/mail-failure-store.ts";
import { adminPage } from "./admin-page.ts";
import { mailFailures } from "./mail-failures.ts";

type Models = Services["models"];

/** What an import came to, and of which file. */
export interface ImportReport extends ImportResult {
  readonly file: string;
  readonly dryRun: boolean;
}

/** The page of all flows, with the form to import more. */
export function flowListPage(
  models: Models,
  page: { token: string; nonce: string; report?: ImportReport; failures: readonly MailFailure[] },
): Html {
  const flows = models.list(flowModel).sort((a, b) => a.slug.localeCompare(b.slug));
  const content = html`<h1>Flows</h1>
${page.report ? report(page.report) : ""}
${mailFailures(page.failures)}
<section class="panel"><h2>Import</h2>
<form method="post" action="/if/admin/import/" enctype="multipart/form-data">
<input type="hidden" name="token" value="${page.token}">
<label>Blueprint, exported flow (YAML) or flow in the old JSON format, at most 1 MiB
<input type="file" name="file" accept=".yaml,.yml,.json,.akflow,.pbflow" required></label>
<p class="muted">Choose a file, or drop one here. It is applied as a whole or not at all.</p>
<div class="buttons"><button name="action" value="import">Import</button>
<button class="button" name="action" value="check">Only check</button></div>
</form></section>
<section class="panel"><h2>${flows.length} flows</h2><div class="scroll"><table>
<thead><tr><th scope="col">Flow</th><th scope="col">Designation</th><th scope="col">Stages, in order</th><th scope="col">Policies</th><th scope="col">Actions</th></tr></thead>
<tbody>${flows.map((flow) => row(models, flow))}</tbody>
</table></div></section>`;
  return adminPage("Flows", content, page.nonce);
}

function row(models: Models, flow: Flow): Html {
  const bindings = models.listByTarget(stageBindingModel, flow.pk);
  const targets = [flow.pk, ...bindings.map(({ pk }) => pk)];
  const policies = targets.flatMap((target) => models.listByTarget(policyBindingModel, target)).length;
  const stages = bindings.map(({ stage }) => models.raw(stage));
  return html`<tr>
<td><a href="/if/admin/flows/${flow.slug}/">${flow.name}</a><br><code>${flow.slug}</code>${flow.compatibility_mode ? html`<br><span class="badge">compatibility mode</span>` : ""}</td>
<td>${flow.designation.replace("_", " ")}</td>
<td><ol>${stages.map((stage) => html`<li>${verboseName(stage?.model ?? "")}</li>`)}</ol></td>
<td>${policies}</td>
<td><a href="/if/admin/flows/${flow.slug}/execute/">Execute</a><br><a href="/api/v3/flows/instances/${flow.slug}/export/" download>Export</a></td>
</tr>`;
}

function report({ file, success, dryRun, logs }: ImportReport): Html {
  const outcome = success
    ? `${file} ${dryRun ? "can be imported." : "was imported."}`
    : `${file} could not be imported. Nothing was changed.`;
  return html`<section class="panel result ${success ? "" : "failed"}" role="status"><h2>${outcome}</h2>
<div class="log">${logs.map(({ log_level, event }) => html`${log_level}: ${event}<br>`)}</div></section>`;
}
