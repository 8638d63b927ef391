import { sentence } from "../../../protocol/locales/words.ts";
import { text } from "../../engine/fields.ts";
import { flowModel } from "../../engine/models/flow-model.ts";
import { defineModel } from "../../engine/model.ts";
import { memoryStep, type PlannedBinding } from "../../engine/plan.ts";
import { planOf } from "../../engine/resume-plan.ts";
import type { StageHandler } from "../../engine/stage-handler.ts";

const model = defineModel({
  name: "memory.source_resume",
  family: "stage",
  unique: [],
  fields: { name: text(), token: text() },
});

/** Leads back into the flow that sent somebody to a source, which then knows what was found out there. */
export const sourceResumeStage: StageHandler<typeof model, "xak-flow-redirect"> = {
  model,
  async show({ settings, plan, request, services }) {
    const { flowTokens } = services.store;
    const token = flowTokens.get(settings.token, request.now);
    if (!token || !flowTokens.use(token.id)) return { kind: "denied", message: sentence("The sign-in took too long.") };
    const kept = planOf(token, flowTokens);
    const flow = services.models.get(flowModel, kept.flow);
    if (!flow) return { kind: "denied" };
    const context = { ...kept.context, ...plan.context, is_restored: token.id };
    request.session.state.plan = { ...kept, context };
    const query = typeof kept.context[resumeQueryKey] === "string" ? kept.context[resumeQueryKey] : "";
    const to = `/if/flow/${flow.slug}/${query && `?${query}`}`;
    return { kind: "challenge", challenge: { component: "xak-flow-redirect", to } };
  },
};

/** Where a plan keeps the query of its page while somebody is away. */
export const resumeQueryKey = "goauthentik.io/sources/resume_query";

/** The step that goes back to the plan of a token, given by its id. */
export function sourceResumeStep(token: string): PlannedBinding {
  return memoryStep("source-resume", model.name, { name: "Back to the flow", token });
}
