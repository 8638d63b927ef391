import { html, type Html } from "../../../page/html.ts";
import { brandModel } from "../../engine/models/brand-model.ts";
import type { Flow } from "../../engine/models/flow-model.ts";
import { stageBindingModel } from "../../engine/models/stage-binding-model.ts";
import type { SessionOutcome } from "../request-sessions.ts";
import { type AdminVisit, showAdminPage } from "./admin-visit.ts";
import { choiceField, type Errors, textField } from "./flow-fields.ts";

/** What was typed for a flow that could not be made, and why. */
export interface NewFlow {
  readonly typed?: Readonly<Record<string, string>>;
  readonly errors?: Errors;
}

/** The form for a flow that is to be made. Its stages come with an import. */
export function newFlowPage(visit: AdminVisit, { typed = {}, errors }: NewFlow = {}): SessionOutcome {
  const { text, token } = visit;
  const field = (name: string, label: string): Html => textField(visit, name, label, typed[name] ?? "", errors ?? {});
  const title = text("New flow");
  const content = html`<h1>${title}</h1>
<section class="panel"><form method="post" action="/if/admin/new/" enctype="multipart/form-data">
<input type="hidden" name="token" value="${token}">
<div class="fields">
${field("name", text("Name, for administrators"))}
${field("title", text("Title, as people read it"))}
${field("slug", text("Slug, its part of the address"))}
${choiceField(visit, "designation", text("Designation"), typed.designation ?? "authentication", errors ?? {})}
</div>
<p class="muted">${text("It has no stages at first; they come with a blueprint that names the same slug.")}</p>
<div class="buttons"><button>${text("Make the flow")}</button><a class="button" href="/if/admin/">${text("Cancel")}</a></div>
</form></section>`;
  return showAdminPage(visit, errors ? text("Error: {0}", title) : title, content, { status: errors ? 400 : 200 });
}

/** The question whether a flow is really to go, with what it takes along. */
export function deleteFlowPage(visit: AdminVisit, flow: Flow): SessionOutcome {
  const { text, counted, rich, token, routes } = visit;
  const { models } = routes.services;
  const stages = models.listByTarget(stageBindingModel, flow.pk).length;
  const brands = models.list(brandModel).filter((brand) => Object.values(brand).includes(flow.pk));
  const title = text("Delete {0}?", flow.name);
  const content = html`<h1>${title}</h1>
<section class="panel">
<p>${rich(
    counted(
      "{0, plural, one {The flow {1} goes, with the order of its one stage; the stages themselves stay.} other {The flow {1} goes, with the order of its # stages; the stages themselves stay.}}",
      stages,
    ),
    html``,
    html`<code>${flow.slug}</code>`,
  )} ${text("This cannot be undone. Export it first if you may want it back.")}</p>
${brands.map(({ domain }) => html`<p class="error">${text("The brand {0} uses it.", domain)}</p>`)}
<form method="post" action="/if/admin/flows/${flow.slug}/delete/" enctype="multipart/form-data">
<input type="hidden" name="token" value="${token}">
<div class="buttons"><button class="danger">${text("Delete")}</button><a class="button" href="/if/admin/flows/${flow.slug}/">${text("Cancel")}</a>
<a class="button" href="/api/v3/flows/instances/${flow.slug}/export/" download>${text("Export")}</a></div>
</form></section>`;
  return showAdminPage(visit, title, content);
}
