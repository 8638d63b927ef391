import { flag, nullable, optional, reference, withDefault } from "../fields.ts";
import { defineModel, type InstanceOf } from "../model.ts";
import { int32 } from "../setting-fields.ts";

/** Makes a flow or a stage binding depend on a policy, a group or a user. At a source it changes nothing about signing in, as at authentik. */
export const policyBindingModel = defineModel({
  name: "authentik_policies.policybinding",
  family: "policybinding",
  unique: [],
  fields: {
    target: reference("flow", "binding", "source"),
    policy: optional(nullable(reference("policy"))),
    group: optional(nullable(reference("group"))),
    user: optional(nullable(reference("user"))),
    order: int32(),
    negate: withDefault(flag(), false),
    enabled: withDefault(flag(), true),
    timeout: withDefault(int32({ min: 0 }), 30),
    failure_result: withDefault(flag(), false),
  },
  check(values) {
    const given = [values.policy, values.group, values.user].filter((subject) => subject != null).length;
    if (given === 1) return undefined;
    const string =
      given === 0
        ? "One of 'group', 'policy', 'user' must be set."
        : "Only one of 'group', 'policy', 'user' can be set.";
    return { non_field_errors: [{ string, code: "invalid" }] };
  },
});

export type PolicyBinding = InstanceOf<typeof policyBindingModel>;
