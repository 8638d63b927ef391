import type { Model } from "../engine/model.ts";
import type { PolicyEvaluator } from "../engine/policy-engine.ts";
import { dummyPolicy } from "./dummy-policy.ts";
import { expressionPolicy } from "./expression-policy.ts";
import { passwordExpiryPolicy } from "./password-expiry-policy.ts";
import { passwordPolicy } from "./password-policy.ts";
import type { PolicyHandler, PolicyServices } from "./policy-handler.ts";
import { reputationPolicy } from "./reputation-policy.ts";
import { eventMatcherPolicy, geoIpPolicy } from "./unavailable-policies.ts";
import { uniquePasswordPolicy } from "./unique-password-policy.ts";

/** Every policy there is, by the name of its model. */
const policyHandlers: Readonly<Record<string, PolicyHandler>> = {
  "authentik_policies_dummy.dummypolicy": dummyPolicy,
  "authentik_policies_event_matcher.eventmatcherpolicy": eventMatcherPolicy,
  "authentik_policies_expiry.passwordexpirypolicy": passwordExpiryPolicy,
  "authentik_policies_expression.expressionpolicy": expressionPolicy,
  "authentik_policies_geoip.geoippolicy": geoIpPolicy,
  "authentik_policies_password.passwordpolicy": passwordPolicy,
  "authentik_policies_reputation.reputationpolicy": reputationPolicy,
  "authentik_policies_unique_password.uniquepasswordpolicy": uniquePasswordPolicy,
};

/** What blueprints may say of policies. */
export const policyModels: readonly Model[] = Object.values(policyHandlers).map(({ model }) => model);

/** The policies as the engine asks them. */
export function policyEvaluators(services: PolicyServices): Readonly<Record<string, PolicyEvaluator>> {
  const evaluator =
    (handler: PolicyHandler): PolicyEvaluator =>
    async (stored, request) => {
      const policy = services.models.get(handler.model, stored.pk);
      if (!policy) throw new Error("The policy does not exist any longer.");
      const result = await handler.evaluate(policy, request, services);
      if (stored.data.execution_logging === true) {
        services.log("info", `The policy ${String(stored.data.name)} ${result.passing ? "passed" : "failed"}.`);
      }
      return result;
    };
  return Object.fromEntries(Object.entries(policyHandlers).map(([name, handler]) => [name, evaluator(handler)]));
}
