import type { ResponseErrors } from "../../protocol/challenges.ts";
import { choice, flag, nullable, optional, reference, text, withDefault } from "../engine/fields.ts";
import { defineModel, type InstanceOf } from "../engine/model.ts";
import { redirectStageName } from "../engine/models/model-names.ts";
import { type Flow, flowModel } from "../engine/models/flow-model.ts";
import { InvalidStageError, type StageHandler, type StageVisit } from "../engine/stage-handler.ts";

const model = defineModel({
  name: redirectStageName,
  family: "stage",
  unique: ["name"],
  fields: {
    name: text(),
    mode: choice("static", "flow"),
    keep_context: withDefault(flag(), true),
    target_static: withDefault(text({ blank: true }), ""),
    target_flow: optional(nullable(reference("flow"))),
  },
  check(values): ResponseErrors | undefined {
    if (values.mode === "static" && !values.target_static)
      return wrong("Target URL should be present when mode is Static.");
    if (values.mode === "flow" && !values.target_flow) return wrong("Target Flow should be present when mode is Flow.");
    return undefined;
  },
});

type Visit = StageVisit<InstanceOf<typeof model>>;

const noTarget = "No target found for Redirect stage. The stage's target_flow may have been deleted.";
const flowScheme = "ak-flow://";

/** Leads to a fixed address, where the plan stays as it is, or on to another flow, which then has the session's plan. */
export const redirectStage: StageHandler<typeof model, "xak-flow-redirect"> = {
  model,
  async show(visit) {
    const target = targetOf(visit);
    if (typeof target === "string")
      return { kind: "challenge", challenge: { component: "xak-flow-redirect", to: target } };
    return { kind: "challenge", challenge: { component: "xak-flow-redirect", to: await continueWith(target, visit) } };
  },
};

/** Policies may have set another target than the stage's own. */
function targetOf({ settings, plan, services }: Visit): string | Flow {
  const override = plan.context.redirect_stage_target;
  if (override?.startsWith(flowScheme)) {
    const flow = services.models.findUnique(flowModel, { slug: override.slice(flowScheme.length) });
    if (flow) return flow;
  } else if (override) {
    return override;
  }
  if (settings.mode === "static" && settings.target_static) return settings.target_static;
  const flow = settings.target_flow && services.models.get(flowModel, settings.target_flow);
  if (!flow) throw new InvalidStageError(noTarget);
  return flow;
}

async function continueWith(target: Flow, { settings, plan, flow, request, services }: Visit): Promise<string> {
  const context = { ...(settings.keep_context ? plan.context : {}), is_redirected: flow.pk };
  const { session, query } = request;
  const planned = await services.planner.plan(target, { user: session.user, http: request, context });
  if (planned.kind === "not-applicable") throw new InvalidStageError(noTarget);
  session.state.plan = planned.plan;
  return `/if/flow/${target.slug}/${query && `?${query}`}`;
}

function wrong(string: string): ResponseErrors {
  return { non_field_errors: [{ string, code: "invalid" }] };
}
