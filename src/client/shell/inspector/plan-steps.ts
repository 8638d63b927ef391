import { msg } from "@lit/localize";
import { html, nothing, type TemplateResult } from "lit";
import type { InspectedPlan, Inspection, PlannedBindingOnWire } from "../../../protocol/inspection.ts";
import { valueTree } from "./value-tree.ts";

type Standing = "done" | "current" | "next";

/** The steps of a flow: what is done, where it stands, what comes next. Pure. */
export function planSteps({ plans, current_plan: plan, is_completed: isCompleted }: Inspection): TemplateResult {
  return html`<ol class="ak-plan">
      ${plans.map((done) => step(done.current_stage, "done", done.plan_context))}
      ${plan && !isCompleted ? step(plan.current_stage, "current") : nothing}
      ${plan?.next_planned_stage.stage_obj && !isCompleted ? step(plan.next_planned_stage, "next") : nothing}
    </ol>
    ${isCompleted ? html`<p>${msg("This flow is completed.")}</p>` : nothing}`;
}

function step(
  binding: PlannedBindingOnWire,
  standing: Standing,
  context?: InspectedPlan["plan_context"],
): TemplateResult {
  const { stage_obj: stage } = binding;
  return html`<li class="ak-plan-${standing}" aria-current=${standing === "current" ? "step" : nothing}>
    <details>
      <summary>
        <small>${standingText(standing)}</small> <bdi>${stage?.name || stage?.verbose_name || msg("Unnamed")}</bdi>
        <small>${stage?.name ? stage.verbose_name : nothing}</small>
      </summary>
      ${valueTree(binding)}
      ${context ? html`<h4>${msg("Context at that time")}</h4>${valueTree(context)}` : nothing}
    </details>
  </li>`;
}

function standingText(standing: Standing): string {
  if (standing === "done") return msg("Done");
  return standing === "current" ? msg("Now") : msg("Next");
}
