import type { HttpFacts } from "./http-facts.ts";
import type { Membership } from "./membership.ts";
import { type PolicyBinding, policyBindingModel } from "./models/policy-binding-model.ts";
import type { ModelStore } from "./model-store.ts";
import type { PendingUser, Plan, PlanContext } from "./plan.ts";
import type { JsonValue } from "../store/json-value.ts";
import type { StoredObject } from "../store/object-store.ts";
import type { User } from "../store/user-store.ts";

export interface PolicyResult {
  readonly passing: boolean;
  /** What the policies have to say to the user, whether they pass or not. */
  readonly messages: readonly string[];
}

/** What policies decide upon. */
export interface PolicyRequest {
  readonly user: User | PendingUser | null;
  readonly context: PlanContext;
  /** The plan the question is about; policies may change it. */
  readonly plan?: Plan | undefined;
  readonly http: HttpFacts;
  /** What somebody wants to get at, where it is not a flow. */
  readonly obj?: JsonValue | undefined;
  /** Milliseconds a policy may take. */
  readonly timeLimit?: number | undefined;
}

/** Something policies can be bound to. */
export interface PolicyTarget {
  readonly pk: string;
  readonly policy_engine_mode: "all" | "any";
}

/** Decides whether a flow applies or a stage is due. */
export interface PolicyEngine {
  evaluate(target: PolicyTarget, request: PolicyRequest): Promise<PolicyResult>;
  /** Asks policies that are bound to nothing, given by primary key; all have to pass. One that cannot be evaluated fails. */
  evaluateAll(policies: readonly string[], request: PolicyRequest): Promise<PolicyResult>;
  /** Whether anything is bound to the target at all. */
  hasBindings(target: { pk: string }): boolean;
}

/** Evaluates policies of one model. */
export type PolicyEvaluator = (policy: StoredObject, request: PolicyRequest) => Promise<PolicyResult>;

/**
 * Combines what is bound to a target: all bindings of groups and users count as one result, every policy as one of its own; the target's
 * mode says whether one or all have to pass. A target without bindings passes.
 */
export class BindingPolicyEngine implements PolicyEngine {
  readonly #models: ModelStore;
  readonly #membership: Membership;
  readonly #evaluators: Readonly<Record<string, PolicyEvaluator>>;

  /** @param evaluators by model name, such as `authentik_policies_expression.expressionpolicy` */
  constructor(models: ModelStore, membership: Membership, evaluators: Readonly<Record<string, PolicyEvaluator>>) {
    this.#models = models;
    this.#membership = membership;
    this.#evaluators = evaluators;
  }

  hasBindings(target: { pk: string }): boolean {
    return this.#bindings(target).length > 0;
  }

  async evaluate(target: PolicyTarget, request: PolicyRequest): Promise<PolicyResult> {
    const bindings = this.#bindings(target);
    if (bindings.length === 0) return { passing: true, messages: [] };
    const results: PolicyResult[] = [];
    for (const binding of bindings) {
      if (binding.policy != null) results.push(await this.#ask(binding.policy, within(binding, request), binding));
    }
    const subjects = bindings.filter((binding) => binding.policy == null);
    if (subjects.length > 0) {
      results.push({
        passing: combine(
          target,
          subjects.map((binding) => this.#matches(binding, request)),
        ),
        messages: [],
      });
    }
    const passing = combine(
      target,
      results.map((result) => result.passing),
    );
    return { passing, messages: results.flatMap((result) => result.messages) };
  }

  async evaluateAll(policies: readonly string[], request: PolicyRequest): Promise<PolicyResult> {
    const results: PolicyResult[] = [];
    for (const pk of policies) results.push(await this.#ask(pk, request, { negate: false, failure_result: false }));
    return { passing: results.every(({ passing }) => passing), messages: results.flatMap(({ messages }) => messages) };
  }

  #bindings(target: { pk: string }): PolicyBinding[] {
    return this.#models.listByTarget(policyBindingModel, target.pk).filter((binding) => binding.enabled);
  }

  /** Nobody matches nothing, not even a negated binding. */
  #matches(binding: PolicyBinding, { user }: PolicyRequest): boolean {
    if (user?.pk == null) return false;
    const isMember =
      binding.user != null
        ? binding.user === String(user.pk)
        : this.#membership.groupsOf(user).some((group) => group.pk === binding.group);
    return isMember !== binding.negate;
  }

  async #ask(
    pk: string,
    request: PolicyRequest,
    { negate, failure_result }: Pick<PolicyBinding, "negate" | "failure_result">,
  ): Promise<PolicyResult> {
    try {
      const policy = this.#models.raw(pk);
      const evaluate = policy && this.#evaluators[policy.model];
      if (!evaluate) throw new Error(`Policies of the type ${policy?.model ?? "?"} cannot be evaluated.`);
      const result = await evaluate(policy, request);
      return { passing: result.passing !== negate, messages: result.messages };
    } catch (error) {
      return { passing: failure_result, messages: [error instanceof Error ? error.message : String(error)] };
    }
  }
}

/** The binding's time limit is in seconds; 0 is none of its own. */
function within({ timeout }: PolicyBinding, request: PolicyRequest): PolicyRequest {
  return timeout > 0 ? { ...request, timeLimit: timeout * 1000 } : request;
}

function combine(target: PolicyTarget, results: readonly boolean[]): boolean {
  return target.policy_engine_mode === "all" ? results.every(Boolean) : results.some(Boolean);
}
