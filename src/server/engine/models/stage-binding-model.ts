import { choice, flag, reference, withDefault } from "../fields.ts";
import { defineModel, type InstanceOf } from "../model.ts";
import { int32 } from "../setting-fields.ts";

/** Puts a stage at a place in a flow. */
export const stageBindingModel = defineModel({
  name: "authentik_flows.flowstagebinding",
  family: "binding",
  unique: ["target", "stage", "order"],
  fields: {
    target: reference("flow"),
    stage: reference("stage"),
    order: int32(),
    evaluate_on_plan: withDefault(flag(), false),
    re_evaluate_policies: withDefault(flag(), true),
    policy_engine_mode: withDefault(choice("all", "any"), "any"),
    invalid_response_action: withDefault(choice("retry", "restart", "restart_with_context"), "retry"),
  },
  check(values) {
    if (values.evaluate_on_plan || values.re_evaluate_policies) return undefined;
    const string = "Either evaluation on plan or evaluation on run must be enabled";
    return { non_field_errors: [{ string, code: "invalid" }] };
  },
});

export type StageBinding = InstanceOf<typeof stageBindingModel>;
