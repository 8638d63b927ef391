import { diagramSvg } from "../../../page/diagram-svg.ts";
import { html, type Html } from "../../../page/html.ts";
import { flowGraph } from "../../engine/flow-diagram.ts";
import type { Flow } from "../../engine/models/flow-model.ts";
import { policyBindingModel } from "../../engine/models/policy-binding-model.ts";
import { stageBindingModel } from "../../engine/models/stage-binding-model.ts";
import type { Services } from "../../engine/services.ts";
import { verboseName } from "../../engine/type-names.ts";
import { adminPage } from "./admin-page.ts";
import { choiceField, type Errors, textField } from "./flow-fields.ts";

/** The settings a person may change, and what they are called. */
export const textSettings = { name: "Name", title: "Title", background: "Background (URL)" } as const;
const choiceSettings = {
  designation: "Designation",
  authentication: "Authentication requirement",
  denied_action: "Denied action",
  layout: "Layout",
  policy_engine_mode: "Policies have to pass",
} as const;
const choiceNames = Object.keys(choiceSettings) as (keyof typeof choiceSettings)[];
export const settingNames = [...Object.keys(textSettings), ...choiceNames];

/**
 * The page of one flow: its settings, stages and policies, and a drawing of them.
 *
 * @param page what was typed, if it could not be saved, and why
 */
export function flowSettingsPage(
  models: Services["models"],
  flow: Flow,
  page: { token: string; nonce: string; typed?: Readonly<Record<string, string>>; errors?: Errors; isSaved?: boolean },
): Html {
  const { errors = {}, typed = {} } = page;
  const value = (name: string): string => typed[name] ?? String(flow[name as keyof Flow]);
  const isCompatible = page.typed ? typed.compatibility_mode === "on" : flow.compatibility_mode;
  const content = html`<h1>${flow.name}</h1>
<p class="muted"><code>${flow.slug}</code></p>
${page.isSaved ? html`<section class="panel result" role="status" tabindex="-1" autofocus>The settings are saved.</section>` : ""}
<section class="panel"><h2>Settings</h2>
<form method="post" action="/if/admin/flows/${flow.slug}/">
<input type="hidden" name="token" value="${page.token}">
<div class="fields">
${Object.entries(textSettings).map(([name, label]) => textField(name, label, value(name), errors))}
${choiceNames.map((name) => choiceField(name, choiceSettings[name], value(name), errors))}
<label class="check"><input type="checkbox" name="compatibility_mode" ${isCompatible ? "checked" : ""}>Compatibility mode</label>
</div>
<div class="buttons"><button>Save</button>
<a class="button" href="/if/admin/flows/${flow.slug}/execute/">Execute</a>
<a class="button" href="/api/v3/flows/instances/${flow.slug}/export/" download>Export</a>
<a class="button" href="/if/admin/flows/${flow.slug}/delete/">Delete</a></div>
</form></section>
<section class="panel"><h2>Stages</h2>${stageTable(models, flow)}</section>
<section class="panel"><h2>Diagram</h2><div class="scroll" role="region" aria-label="Diagram" tabindex="0">${diagramSvg(flowGraph(flow, models))}</div>
<p class="muted legend">Solid: passed. Dashed: denied.</p></section>`;
  const before = page.errors ? "Error: " : page.isSaved ? "Saved: " : "";
  return adminPage(before + flow.name, content, page.nonce);
}

function stageTable(models: Services["models"], flow: Flow): Html {
  const bindings = models.listByTarget(stageBindingModel, flow.pk);
  if (bindings.length === 0) return html`<p class="muted">This flow has no stages of its own.</p>`;
  return html`<div class="scroll" role="region" aria-label="Stages" tabindex="0"><table>
<thead><tr><th scope="col">Order</th><th scope="col">Stage</th><th scope="col">Policies</th><th scope="col">Evaluated</th><th scope="col">After a wrong answer</th></tr></thead>
<tbody>${bindings.map((binding) => {
    const stage = models.raw(binding.stage);
    const policies = models.listByTarget(policyBindingModel, binding.pk);
    const when = [binding.evaluate_on_plan && "when planned", binding.re_evaluate_policies && "when run"].filter(
      Boolean,
    );
    return html`<tr><td>${binding.order}</td>
<td>${String(stage?.data.name ?? "")}<br><span class="muted">${verboseName(stage?.model ?? "")}</span></td>
<td>${policies.length === 0 ? "" : html`${policies.map((policy) => html`${subject(models, policy)}<br>`)}<span class="muted">${binding.policy_engine_mode} must pass</span>`}</td>
<td>${when.join(", ")}</td><td>${binding.invalid_response_action.replaceAll("_", " ")}</td></tr>`;
  })}</tbody></table></div>`;
}

function subject(
  models: Services["models"],
  {
    policy,
    group,
    user,
    negate,
    enabled,
  }: {
    policy?: string | null | undefined;
    group?: string | null | undefined;
    user?: string | null | undefined;
    negate: boolean;
    enabled: boolean;
  },
): string {
  const named = policy ?? group;
  const name = named == null ? `user ${user}` : String(models.raw(named)?.data.name ?? named);
  return `${negate ? "not " : ""}${name}${enabled ? "" : " (disabled)"}`;
}
