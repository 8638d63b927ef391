import { sentence } from "../../protocol/locales/words.ts";
import { assertNever } from "../../protocol/assert-never.ts";
import type { User } from "../store/user-store.ts";
import type { HttpFacts } from "./http-facts.ts";
import type { Membership } from "./membership.ts";
import type { Flow } from "./models/flow-model.ts";
import { type StageBinding, stageBindingModel } from "./models/stage-binding-model.ts";
import type { ModelStore } from "./model-store.ts";
import type { Plan, PlannedBinding } from "./plan.ts";
import type { PlanContext } from "./plan-context.ts";
import { isStepDue, type PolicyEngine, undecidedMessage } from "./policy-engine.ts";

/** Who plans, and what is known beforehand. */
export interface PlanRequest {
  /** Who is signed in; not necessarily whom the flow is about. */
  readonly user: User | null;
  readonly http: HttpFacts;
  readonly context: PlanContext;
}

export type Planned =
  | { kind: "planned"; plan: Plan }
  | {
      kind: "not-applicable";
      messages: readonly string[];
      /** Whether that is only because nobody can tell: then nothing else may be done instead. */
      undecided?: boolean;
      /** Whether it may apply once somebody has signed in. */
      needsSignIn?: boolean;
    }
  | { kind: "empty"; plan: Plan };

/** What is said to whoever a flow is not for, by what it requires. */
const unmet: Readonly<Record<Flow["authentication"], string>> = {
  none: "",
  require_authenticated: sentence("You have to be signed in for this. Sign in, then open this page again."),
  require_unauthenticated: sentence("You are signed in already, and this is for people who are not. Sign out first."),
  require_superuser: sentence("This is for administrators only."),
  require_redirect: sentence("This page cannot be opened by itself. Go back to where you came from."),
  require_outpost: "",
  require_token: sentence(
    "This page opens only with a link that was sent to you. Open that link, or ask for a new one.",
  ),
};

/** Turns a flow into a plan: the steps that are due for somebody, in order. */
export class Planner {
  readonly #models: ModelStore;
  readonly #policies: PolicyEngine;
  readonly #membership: Membership;

  constructor(models: ModelStore, policies: PolicyEngine, membership: Membership) {
    this.#models = models;
    this.#policies = policies;
    this.#membership = membership;
  }

  /**
   * Plans a flow. The context becomes the plan's own. Where it is unknown whether the flow applies, it does not.
   *
   * @throws FlowFault when it is unknown whether a step is due, or the flow cannot be read
   * @throws BusyError
   */
  async plan(flow: Flow, request: PlanRequest): Promise<Planned> {
    const { context } = request;
    const { authentication } = flow;
    if (!this.#meetsRequirement(flow, request)) {
      const needsSignIn =
        request.user === null && (authentication === "require_authenticated" || authentication === "require_superuser");
      return { kind: "not-applicable", messages: [unmet[authentication]], needsSignIn };
    }
    const user = context.pending_user ?? request.user;
    const applies = await this.#policies.evaluate(flow, { user, context, http: request.http });
    if (applies.verdict === "unknown") return { kind: "not-applicable", messages: [undecidedMessage], undecided: true };
    if (!applies.passing) return { kind: "not-applicable", messages: applies.messages };

    const plan: Plan = { flow: flow.pk, bindings: [], context, restarts: 0 };
    for (const binding of this.#models.listByTarget(stageBindingModel, flow.pk)) {
      if (await this.#isDueNow(binding, plan, request)) plan.bindings.push(plannedBinding(binding));
    }
    return { kind: plan.bindings.length > 0 ? "planned" : "empty", plan };
  }

  /** Asks for the signed-in user, not for the one the flow is about. */
  #meetsRequirement(flow: Flow, { user, context }: PlanRequest): boolean {
    switch (flow.authentication) {
      case "none":
        return true;
      case "require_authenticated":
        return user !== null;
      case "require_unauthenticated":
        return user === null;
      case "require_superuser":
        return this.#membership.isSuperuser(user);
      case "require_redirect":
        return context.is_redirected !== undefined;
      case "require_outpost":
        return false;
      // Only a plan that waited for its link knows that it has come back.
      case "require_token":
        return context.is_restored !== undefined;
      default:
        return assertNever(flow.authentication);
    }
  }

  async #isDueNow(binding: StageBinding, plan: Plan, request: PlanRequest): Promise<boolean> {
    if (!binding.evaluate_on_plan) return true;
    const user = plan.context.pending_user ?? request.user;
    const { context } = plan;
    const result = await isStepDue(this.#policies, binding, { user, context, plan, http: request.http });
    return result.passing;
  }
}

/** A binding as a step of a plan. */
export function plannedBinding(binding: StageBinding): PlannedBinding {
  return {
    binding: binding.pk,
    stage: { kind: "stored", pk: binding.stage },
    order: binding.order,
    invalidResponseAction: binding.invalid_response_action,
    reEvaluate: binding.re_evaluate_policies,
  };
}
