import { byModelName } from "../engine/by-model-name.ts";
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

/** Every policy there is. */
const policyHandlers: readonly PolicyHandler[] = [
  dummyPolicy,
  eventMatcherPolicy,
  passwordExpiryPolicy,
  expressionPolicy,
  geoIpPolicy,
  passwordPolicy,
  reputationPolicy,
  uniquePasswordPolicy,
];

/** What blueprints may say of policies. */
export const policyModels: readonly Model[] = policyHandlers.map(({ model }) => model);

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
  const named = Object.entries(byModelName(policyHandlers));
  return Object.fromEntries(named.map(([name, handler]) => [name, evaluator(handler)]));
}
