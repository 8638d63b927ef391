import { html, type Html } from "../../../page/html.ts";
import { type Flow, flowModel } from "../../engine/models/flow-model.ts";
import { policyBindingModel } from "../../engine/models/policy-binding-model.ts";
import { stageBindingModel } from "../../engine/models/stage-binding-model.ts";
import type { SessionOutcome } from "../request-sessions.ts";
import { type AdminVisit, showAdminPage } from "./admin-visit.ts";
import { choiceName } from "./choice-names.ts";
import { importReport, type ImportReport, outcomeOf } from "./import-report.ts";
import { mailFailures } from "./mail-failures.ts";
import { typeName } from "./type-names.ts";

/** The page of all flows, with the form to import more. */
export function flowListPage(visit: AdminVisit, report?: ImportReport): SessionOutcome {
  const { text, rich, routes, token, c } = visit;
  const { models, store } = routes.services;
  const asked = new URL(c.req.url).searchParams;
  const search = asked.get("search")?.trim() ?? "";
  // The slug of a flow that has just been deleted.
  const deleted = /^[-\w]+$/.exec(asked.get("deleted") ?? "")?.[0];
  const flows = models
    .list(flowModel)
    .filter((flow) => isFound(visit, flow, search))
    .sort((a, b) => a.slug.localeCompare(b.slug));
  const heads = [text("Flow"), text("Designation"), text("Stages, in order"), text("Policies"), text("Actions")];
  const content = html`<h1>${text("Flows")}</h1>
${report && importReport(visit, report)}
${deleted !== undefined && html`<section class="panel result" role="status" tabindex="-1" autofocus>${rich("The flow {0} is deleted.", html`<code>${deleted}</code>`)}</section>`}
${mailFailures(visit, store.mailFailures.list(Date.now()))}
<section class="panel"><h2>${found(visit, flows.length, search)}</h2>
<form class="search" role="search" method="get" action="/if/admin/">
<label for="search">${text("Search by name, title, slug or designation")}</label>
<div class="buttons"><input id="search" type="search" name="search" value="${search}" dir="auto"><button class="button">${text("Search")}</button>
${search !== "" && html`<a class="button" href="/if/admin/">${text("Show all")}</a>`}<a class="button" href="/if/admin/new/">${text("New flow")}</a></div></form>
<div class="scroll" role="region" aria-label="${text("Flows")}" tabindex="0"><table>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${flows.map((flow) => row(visit, flow))}</tbody>
</table></div></section>
<section class="panel"><h2>${text("Import")}</h2>
<form method="post" action="/if/admin/import/" enctype="multipart/form-data">
<input type="hidden" name="token" value="${token}">
<label>${text("Blueprint, exported flow (YAML) or flow in the old JSON format, at most 1 MiB")}
<input type="file" name="file" accept=".yaml,.yml,.json,.akflow,.pbflow" required></label>
<p class="muted">${text("Choose a file, or drop one here. You see what it changes before it is applied, as a whole or not at all.")}</p>
<div class="buttons"><button name="action" value="check">${text("Show what it changes")}</button></div>
</form></section>`;
  const title = report ? outcomeOf(visit, report) : search === "" ? text("Flows") : found(visit, flows.length, search);
  return showAdminPage(visit, title, content, { status: report?.success === false ? 400 : 200 });
}

function row(visit: AdminVisit, flow: Flow): Html {
  const { text, locale } = visit;
  const { models } = visit.routes.services;
  const bindings = models.listByTarget(stageBindingModel, flow.pk);
  const targets = [flow.pk, ...bindings.map(({ pk }) => pk)];
  const policies = targets.flatMap((target) => models.listByTarget(policyBindingModel, target)).length;
  const stages = bindings.map(({ stage }) => models.raw(stage));
  return html`<tr>
<td><a href="/if/admin/flows/${flow.slug}/"><bdi>${flow.name}</bdi></a><br><code>${flow.slug}</code>${flow.compatibility_mode ? html`<br><span class="badge">${text("compatibility mode")}</span>` : ""}</td>
<td>${choiceName(flow.designation, visit)}</td>
<td><ol>${stages.map((stage) => html`<li>${typeName(stage?.model ?? "", visit)}</li>`)}</ol></td>
<td>${new Intl.NumberFormat(locale).format(policies)}</td>
<td><a href="/if/admin/flows/${flow.slug}/execute/">${text("Execute")}</a><br><a href="/api/v3/flows/instances/${flow.slug}/export/" download>${text("Export")}</a><br><a href="/if/admin/flows/${flow.slug}/delete/" aria-label="${text("Delete {0}", flow.name)}">${text("Delete")}</a></td>
</tr>`;
}

/** Whoever searches may know the designation in their own language, or as it is called in files. */
function isFound(visit: AdminVisit, { name, slug, title, designation }: Flow, search: string): boolean {
  const wanted = search.toLowerCase();
  return [name, slug, title, designation.replace("_", " "), choiceName(designation, visit)].some((text) =>
    text.toLowerCase().includes(wanted),
  );
}

function found({ counted }: AdminVisit, count: number, search: string): string {
  return search === ""
    ? counted("{0, plural, one {# flow} other {# flows}}", count)
    : counted("{0, plural, one {# flow with “{1}”} other {# flows with “{1}”}}", count, search);
}
