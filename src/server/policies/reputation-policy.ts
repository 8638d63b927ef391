import { flag, withDefault } from "../engine/fields.ts";
import { defineModel } from "../engine/model.ts";
import { type PolicyHandler, policyFields } from "./policy-handler.ts";
import { int32 } from "../engine/setting-fields.ts";

const model = defineModel({
  name: "authentik_policies_reputation.reputationpolicy",
  family: "policy",
  unique: ["name"],
  fields: {
    ...policyFields,
    check_ip: withDefault(flag(), true),
    check_username: withDefault(flag(), true),
    threshold: withDefault(int32(), -5),
  },
});

/** Passes for a bad reputation: it puts steps in the way of those who have one. */
export const reputationPolicy: PolicyHandler<typeof model> = {
  model,
  async evaluate({ check_ip, check_username, threshold }, { user, http }, { store }) {
    const ip = check_ip ? http.clientNetwork : undefined;
    const identifier = check_username ? (user?.username ?? "") : undefined;
    return { passing: store.reputation.score({ ip, identifier }, Date.now()) <= threshold, messages: [] };
  },
};
