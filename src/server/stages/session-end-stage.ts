import { text } from "../engine/fields.ts";
import { defineModel } from "../engine/model.ts";
import { flowModel } from "../engine/models/flow-model.ts";
import { memoryStep, type PlannedBinding } from "../engine/plan.ts";
import type { StageHandler } from "../engine/stage-handler.ts";

const model = defineModel({ name: "memory.session_end", family: "stage", unique: [], fields: { name: text() } });

/** The last step of a sign-out that an application began: tells that the session with the application is over, and offers where to go. */
export const sessionEndStage: StageHandler<typeof model, "ak-stage-session-end"> = {
  model,
  showsAhead: true,
  async show({ plan, request, services }) {
    const { brand, session } = request;
    if (!session.user) {
      plan.context.redirect = "/";
      return { kind: "ok" };
    }
    const invalidation = brand.flow_invalidation && services.models.get(flowModel, brand.flow_invalidation);
    const { application } = plan.context;
    return {
      kind: "challenge",
      challenge: {
        component: "ak-stage-session-end",
        ...(application && { application_name: application.name }),
        ...(application?.launch_url && { application_launch_url: application.launch_url }),
        ...(invalidation && { invalidation_flow_url: `/if/flow/${invalidation.slug}/` }),
        overview_url: "/if/user/",
        brand_name: brand.branding_title,
      },
    };
  },
};

/** The step to append to a plan that ends a session with an application. */
export function sessionEndStep(): PlannedBinding {
  return memoryStep("session-end", model.name, { name: "Session end" });
}
