import { html, type Html } from "../../../page/html.ts";
import { type Flow, flowModel } from "../../engine/models/flow-model.ts";
import { policyBindingModel } from "../../engine/models/policy-binding-model.ts";
import { stageBindingModel } from "../../engine/models/stage-binding-model.ts";
import type { Services } from "../../engine/services.ts";
import { verboseName } from "../../engine/type-names.ts";
import type { MailFailure } from "../../store/mail-failure-store.ts";
import { importReport, type ImportReport, outcomeOf } from "./import-report.ts";
import { adminPage } from "./admin-page.ts";
import { mailFailures } from "./mail-failures.ts";

type Models = Services["models"];

/** The page of all flows, with the form to import more. */
export function flowListPage(
  models: Models,
  page: {
    token: string;
    nonce: string;
    report?: ImportReport;
    failures: readonly MailFailure[];
    /** What is looked for; everything where it is empty. */
    search: string;
    /** The slug of a flow that has just been deleted. */
    deleted?: string | undefined;
  },
): Html {
  const { search, deleted } = page;
  const flows = models
    .list(flowModel)
    .filter((flow) => isFound(flow, search))
    .sort((a, b) => a.slug.localeCompare(b.slug));
  const content = html`<h1>Flows</h1>
${page.report && importReport(page.report, page.token)}
${deleted !== undefined && html`<section class="panel result" role="status" tabindex="-1" autofocus>The flow <code>${deleted}</code> is deleted.</section>`}
${mailFailures(page.failures)}
<section class="panel"><h2>${found(flows.length, search)}</h2>
<form class="search" role="search" method="get" action="/if/admin/">
<label for="search">Search by name, title, slug or designation</label>
<div class="buttons"><input id="search" type="search" name="search" value="${search}"><button class="button">Search</button>
${search !== "" && html`<a class="button" href="/if/admin/">Show all</a>`}<a class="button" href="/if/admin/new/">New flow</a></div></form>
<div class="scroll" role="region" aria-label="Flows" tabindex="0"><table>
<thead><tr><th scope="col">Flow</th><th scope="col">Designation</th><th scope="col">Stages, in order</th><th scope="col">Policies</th><th scope="col">Actions</th></tr></thead>
<tbody>${flows.map((flow) => row(models, flow))}</tbody>
</table></div></section>
<section class="panel"><h2>Import</h2>
<form method="post" action="/if/admin/import/" enctype="multipart/form-data">
<input type="hidden" name="token" value="${page.token}">
<label>Blueprint, exported flow (YAML) or flow in the old JSON format, at most 1 MiB
<input type="file" name="file" accept=".yaml,.yml,.json,.akflow,.pbflow" required></label>
<p class="muted">Choose a file, or drop one here. You see what it changes before it is applied, as a whole or not at all.</p>
<div class="buttons"><button name="action" value="check">Show what it changes</button></div>
</form></section>`;
  const title = page.report ? outcomeOf(page.report) : search === "" ? "Flows" : found(flows.length, search);
  return adminPage(title, content, page.nonce);
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
<td><a href="/if/admin/flows/${flow.slug}/execute/">Execute</a><br><a href="/api/v3/flows/instances/${flow.slug}/export/" download>Export</a><br><a href="/if/admin/flows/${flow.slug}/delete/" aria-label="Delete ${flow.name}">Delete</a></td>
</tr>`;
}

function isFound({ name, slug, title, designation }: Flow, search: string): boolean {
  const wanted = search.toLowerCase();
  return [name, slug, title, designation.replace("_", " ")].some((text) => text.toLowerCase().includes(wanted));
}

function found(count: number, search: string): string {
  const flows = count === 1 ? "1 flow" : `${count} flows`;
  return search === "" ? flows : `${flows} with “${search}”`;
}
