import { diagramSvg } from "../../../page/diagram-svg.ts";
import { html, type Html } from "../../../page/html.ts";
import { flowGraph } from "../../engine/flow-diagram.ts";
import type { Flow } from "../../engine/models/flow-model.ts";
import { type PolicyBinding, policyBindingModel } from "../../engine/models/policy-binding-model.ts";
import { type StageBinding, stageBindingModel } from "../../engine/models/stage-binding-model.ts";
import type { SessionOutcome } from "../request-sessions.ts";
import { type AdminVisit, showAdminPage } from "./admin-visit.ts";
import { choiceName } from "./choice-names.ts";
import { choiceField, type Errors, textField } from "./flow-fields.ts";
import { typeName, wordingOf } from "./type-names.ts";

/** The settings a person may change. */
export const settingNames = [
  ...["name", "title", "background"],
  ...["designation", "authentication", "denied_action", "layout", "policy_engine_mode"],
];

/** What was typed, if it could not be saved, and why. */
export interface Settings {
  readonly typed?: Readonly<Record<string, string>>;
  readonly errors?: Errors;
  readonly isSaved?: boolean;
}

/** The page of one flow: its settings, stages and policies, and a drawing of them. */
export function flowSettingsPage(visit: AdminVisit, flow: Flow, settings: Settings): SessionOutcome {
  const { text } = visit;
  const content = html`<h1><bdi>${flow.name}</bdi></h1>
<p class="muted"><code>${flow.slug}</code></p>
${settings.isSaved ? html`<section class="panel result" role="status" tabindex="-1" autofocus>${text("The settings are saved.")}</section>` : ""}
<section class="panel"><h2>${text("Settings")}</h2>
${form(visit, flow, settings)}</section>
<section class="panel"><h2>${text("Stages")}</h2>${stageTable(visit, flow)}</section>
<section class="panel"><h2>${text("Diagram")}</h2><div class="scroll" role="region" aria-label="${text("Diagram")}" tabindex="0">${diagram(visit, flow)}</div>
<p class="muted legend">${text("Solid: passed. Dashed: denied.")}</p></section>`;
  if (settings.errors) return showAdminPage(visit, text("Error: {0}", flow.name), content, { status: 400 });
  return showAdminPage(visit, settings.isSaved ? text("Saved: {0}", flow.name) : flow.name, content);
}

function form(visit: AdminVisit, flow: Flow, { typed, errors = {} }: Settings): Html {
  const { text, token } = visit;
  const value = (name: string): string => typed?.[name] ?? String(flow[name as keyof Flow]);
  const isCompatible = typed ? typed.compatibility_mode === "on" : flow.compatibility_mode;
  const typedField = (name: string, label: string): Html => textField(visit, name, label, value(name), errors);
  const choice = (name: Parameters<typeof choiceField>[1], label: string): Html =>
    choiceField(visit, name, label, value(name), errors);
  return html`<form method="post" action="/if/admin/flows/${flow.slug}/">
<input type="hidden" name="token" value="${token}">
<div class="fields">
${typedField("name", text("Name"))}
${typedField("title", text("Title"))}
${typedField("background", text("Background (URL)"))}
${choice("designation", text("Designation"))}
${choice("authentication", text("Authentication requirement"))}
${choice("denied_action", text("Denied action"))}
${choice("layout", text("Layout"))}
${choice("policy_engine_mode", text("Policies have to pass"))}
<label class="check"><input type="checkbox" name="compatibility_mode" ${isCompatible ? "checked" : ""}>${text("Compatibility mode")}</label>
</div>
<div class="buttons"><button>${text("Save")}</button>
<a class="button" href="/if/admin/flows/${flow.slug}/execute/">${text("Execute")}</a>
<a class="button" href="/api/v3/flows/instances/${flow.slug}/export/" download>${text("Export")}</a>
<a class="button" href="/if/admin/flows/${flow.slug}/delete/">${text("Delete")}</a></div>
</form>`;
}

function diagram(visit: AdminVisit, flow: Flow): Html {
  const { text } = visit;
  const graph = flowGraph(flow, visit.routes.services.models, wordingOf(visit));
  // One after the other: what is filled in stands apart already.
  const then = text("{0}, then {1}").replace(/\{\d\}/g, "");
  return diagramSvg(graph, graph.nodes.map(({ label }) => label.join(" ")).join(then));
}

function stageTable(visit: AdminVisit, flow: Flow): Html {
  const { text, routes } = visit;
  const bindings = routes.services.models.listByTarget(stageBindingModel, flow.pk);
  if (bindings.length === 0) return html`<p class="muted">${text("This flow has no stages of its own.")}</p>`;
  const heads = [text("Order"), text("Stage"), text("Policies"), text("Evaluated"), text("After a wrong answer")];
  return html`<div class="scroll" role="region" aria-label="${text("Stages")}" tabindex="0"><table>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${bindings.map((binding) => stageRow(visit, binding))}</tbody></table></div>`;
}

function stageRow(visit: AdminVisit, binding: StageBinding): Html {
  const { text, list, routes } = visit;
  const { models } = routes.services;
  const stage = models.raw(binding.stage);
  const policies = models.listByTarget(policyBindingModel, binding.pk);
  const when = [
    ...(binding.evaluate_on_plan ? [text("when planned")] : []),
    ...(binding.re_evaluate_policies ? [text("when run")] : []),
  ];
  const mode = binding.policy_engine_mode === "all" ? text("all must pass") : text("any must pass");
  return html`<tr><td>${binding.order}</td>
<td><bdi>${String(stage?.data.name ?? "")}</bdi><br><span class="muted">${typeName(stage?.model ?? "", visit)}</span></td>
<td>${policies.length === 0 ? "" : html`${policies.map((policy) => html`<bdi>${subject(visit, policy)}</bdi><br>`)}<span class="muted">${mode}</span>`}</td>
<td>${list(when)}</td><td>${choiceName(binding.invalid_response_action, visit)}</td></tr>`;
}

function subject({ text, routes }: AdminVisit, { policy, group, user, negate, enabled }: PolicyBinding): string {
  const named = policy ?? group;
  const name =
    named == null ? text("user {0}", String(user)) : String(routes.services.models.raw(named)?.data.name ?? named);
  const judged = negate ? text("not {0}", name) : name;
  return enabled ? judged : text("{0} (disabled)", judged);
}
