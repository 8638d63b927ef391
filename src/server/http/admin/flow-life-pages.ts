import { html, type Html } from "../../../page/html.ts";
import { brandModel } from "../../engine/models/brand-model.ts";
import type { Flow } from "../../engine/models/flow-model.ts";
import { stageBindingModel } from "../../engine/models/stage-binding-model.ts";
import type { Services } from "../../engine/services.ts";
import { adminPage } from "./admin-page.ts";
import { choiceField, type Errors, textField } from "./flow-fields.ts";

interface Page {
  readonly token: string;
  readonly nonce: string;
}

/** What was typed for a flow that could not be made, and why. */
export interface NewFlow {
  readonly typed?: Readonly<Record<string, string>>;
  readonly errors?: Errors;
}

/** The form for a flow that is to be made. Its stages come with an import. */
export function newFlowPage({ token, nonce }: Page, { typed = {}, errors }: NewFlow): Html {
  const field = (name: string, label: string): Html => textField(name, label, typed[name] ?? "", errors ?? {});
  const content = html`<h1>New flow</h1>
<section class="panel"><form method="post" action="/if/admin/new/" enctype="multipart/form-data">
<input type="hidden" name="token" value="${token}">
<div class="fields">
${field("name", "Name, for administrators")}
${field("title", "Title, as people read it")}
${field("slug", "Slug, its part of the address")}
${choiceField("designation", "Designation", typed.designation ?? "authentication", errors ?? {})}
</div>
<p class="muted">It has no stages at first; they come with a blueprint that names the same slug.</p>
<div class="buttons"><button>Make the flow</button><a class="button" href="/if/admin/">Cancel</a></div>
</form></section>`;
  return adminPage(errors ? "Error: New flow" : "New flow", content, nonce);
}

/** The question whether a flow is really to go, with what it takes along. */
export function deleteFlowPage(models: Services["models"], flow: Flow, { token, nonce }: Page): Html {
  const stages = models.listByTarget(stageBindingModel, flow.pk).length;
  const brands = models.list(brandModel).filter((brand) => Object.values(brand).includes(flow.pk));
  const content = html`<h1>Delete ${flow.name}?</h1>
<section class="panel">
<p>The flow <code>${flow.slug}</code> goes, with the order of its ${stages === 1 ? "one stage" : `${stages} stages`}; the stages themselves stay. This cannot be undone. Export it first if you may want it back.</p>
${brands.map(({ domain }) => html`<p class="error">The brand ${domain} uses it.</p>`)}
<form method="post" action="/if/admin/flows/${flow.slug}/delete/" enctype="multipart/form-data">
<input type="hidden" name="token" value="${token}">
<div class="buttons"><button class="danger">Delete</button><a class="button" href="/if/admin/flows/${flow.slug}/">Cancel</a>
<a class="button" href="/api/v3/flows/instances/${flow.slug}/export/" download>Export</a></div>
</form></section>`;
  return adminPage(`Delete ${flow.name}?`, content, nonce);
}
