import { sentence } from "../../protocol/locales/words.ts";
import { BusyError } from "./busy-error.ts";
import { FlowFault } from "./flow-fault.ts";
import type { HttpFacts } from "./http-facts.ts";
import type { Membership } from "./membership.ts";
import { type PolicyBinding, policyBindingModel } from "./models/policy-binding-model.ts";
import type { ModelStore } from "./model-store.ts";
import type { Plan } from "./plan.ts";
import type { PendingUser, PlanContext } from "./plan-context.ts";
import type { JsonValue } from "../store/json-value.ts";
import type { StoredObject } from "../store/object-store.ts";
import type { User } from "../store/user-store.ts";

export interface PolicyResult {
  /** In a decision only what is certain passes. */
  readonly passing: boolean;
  /** What the policies have to say to the user, whether they pass or not. */
  readonly messages: readonly string[];
}

/** `unknown` when it depends on a policy that could not be evaluated. */
export type Verdict = "pass" | "fail" | "unknown";

/** What several policies come to together. */
export interface Decision extends PolicyResult {
  readonly verdict: Verdict;
  /** The policies that could not be evaluated, by name, whether that mattered or not. The details are in the log. */
  readonly undecided: readonly string[];
}

/** What people are told when a policy that they need could not be evaluated. */
export const undecidedMessage = sentence("This cannot be checked at the moment. Try again later.");

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
  /**
   * Asks what is bound to a target.
   *
   * @throws BusyError
   */
  evaluate(target: PolicyTarget, request: PolicyRequest): Promise<Decision>;
  /**
   * Asks policies that are bound to nothing, given by primary key; all have to pass.
   *
   * @throws BusyError
   */
  evaluateAll(policies: readonly string[], request: PolicyRequest): Promise<Decision>;
  /** Whether anything is bound to the target at all. */
  hasBindings(target: { pk: string }): boolean;
}

/** Evaluates policies of one model. */
export type PolicyEvaluator = (policy: StoredObject, request: PolicyRequest) => Promise<PolicyResult>;

export interface PolicyEngineOptions {
  /** Told of every policy that could not be evaluated. */
  readonly log: (level: string, text: string) => void;
  /** Milliseconds after which a policy is given up that does not keep its time limit by itself; it may have waited for its turn first. */
  readonly grace?: number;
}

/** What one binding comes to. */
type Opinion = { readonly verdict: Verdict; readonly messages: readonly string[]; readonly undecided?: string };

/** Milliseconds a policy may take where nothing else is said. */
const defaultTimeLimit = 30_000;
const defaultGrace = 15_000;

/**
 * Combines what is bound to a target: all bindings of groups and users count as one result, every policy as one of its own; the target's
 * mode says whether one or all have to pass. A target without bindings passes.
 *
 * A policy that raises, takes too long or does not exist is neither a pass nor a fail, unless its binding says that it passes then
 * (`failure_result`). It does not matter where one pass is enough and there is one, or where all have to pass and one does not.
 */
export class BindingPolicyEngine implements PolicyEngine {
  readonly #models: ModelStore;
  readonly #membership: Membership;
  readonly #evaluators: Readonly<Record<string, PolicyEvaluator>>;
  readonly #log: PolicyEngineOptions["log"];
  readonly #grace: number;

  /** @param evaluators by model name, such as `authentik_policies_expression.expressionpolicy` */
  constructor(
    models: ModelStore,
    membership: Membership,
    evaluators: Readonly<Record<string, PolicyEvaluator>>,
    { log, grace = defaultGrace }: PolicyEngineOptions,
  ) {
    this.#models = models;
    this.#membership = membership;
    this.#evaluators = evaluators;
    this.#log = log;
    this.#grace = grace;
  }

  hasBindings(target: { pk: string }): boolean {
    return this.#bindings(target).length > 0;
  }

  async evaluate(target: PolicyTarget, request: PolicyRequest): Promise<Decision> {
    const bindings = this.#bindings(target);
    if (bindings.length === 0) return decision("pass", []);
    const opinions: Opinion[] = [];
    const subjects: Opinion[] = [];
    for (const binding of bindings) {
      if (binding.policy == null) subjects.push(this.#matches(binding, request));
      else opinions.push(await this.#ask(binding.policy, within(binding, request), binding));
    }
    const { policy_engine_mode: mode } = target;
    const groups: Opinion[] = subjects.length > 0 ? [{ verdict: combine(mode, subjects), messages: [] }] : [];
    const verdict = combine(mode, [...opinions, ...groups]);
    return decision(verdict, [...opinions, ...subjects]);
  }

  async evaluateAll(policies: readonly string[], request: PolicyRequest): Promise<Decision> {
    const opinions: Opinion[] = [];
    for (const pk of policies) opinions.push(await this.#ask(pk, request, { negate: false, failure_result: false }));
    return decision(combine("all", opinions), opinions);
  }

  #bindings(target: { pk: string }): PolicyBinding[] {
    return this.#models.listByTarget(policyBindingModel, target.pk).filter((binding) => binding.enabled);
  }

  /** Nobody matches nothing, not even a negated binding; nor does a group that does not exist tell who is outside of it. */
  #matches(binding: PolicyBinding, { user, http }: PolicyRequest): Opinion {
    if (binding.user == null && (binding.group == null || this.#models.raw(binding.group) === undefined)) {
      return this.#unknown(`group ${binding.group ?? "?"}`, new Error("The group does not exist any longer."), http);
    }
    if (user?.pk == null) return { verdict: "fail", messages: [] };
    const isMember =
      binding.user != null
        ? binding.user === String(user.pk)
        : this.#membership.groupsOf(user).some((group) => group.pk === binding.group);
    return { verdict: isMember !== binding.negate ? "pass" : "fail", messages: [] };
  }

  async #ask(
    pk: string,
    request: PolicyRequest,
    { negate, failure_result }: Pick<PolicyBinding, "negate" | "failure_result">,
  ): Promise<Opinion> {
    let name = pk;
    try {
      const policy = this.#models.raw(pk);
      if (!policy) throw new Error("The policy does not exist any longer.");
      name = String(policy.data.name ?? pk);
      const evaluate = Object.hasOwn(this.#evaluators, policy.model) ? this.#evaluators[policy.model] : undefined;
      if (!evaluate) throw new Error(`Policies of the type ${policy.model} are not known.`);
      const limit = (request.timeLimit ?? defaultTimeLimit) + this.#grace;
      const { passing, messages } = await givenUpAfter(limit, evaluate(policy, request));
      return { verdict: passing !== negate ? "pass" : "fail", messages };
    } catch (error) {
      if (error instanceof BusyError) throw error;
      const opinion = this.#unknown(name, error, request.http);
      return failure_result ? { ...opinion, verdict: "pass" } : opinion;
    }
  }

  #unknown(name: string, error: unknown, { requestId }: HttpFacts): Opinion {
    const detail = error instanceof Error ? error.message : String(error);
    this.#log("warning", `${requestId} The policy "${name}" could not be evaluated: ${detail}`);
    return { verdict: "unknown", messages: [], undecided: name };
  }
}

/**
 * Whether a step of a flow is due.
 *
 * @throws FlowFault when that depends on a policy that could not be evaluated: leaving the step out might leave out a password
 */
export async function isStepDue(
  policies: PolicyEngine,
  binding: PolicyTarget,
  request: PolicyRequest,
): Promise<PolicyResult> {
  const result = await policies.evaluate(binding, request);
  if (result.verdict !== "unknown") return result;
  const names = result.undecided.map((name) => `"${name}"`).join(", ");
  throw new FlowFault(`Whether it is due depends on policies that could not be evaluated: ${names}.`);
}

/** The binding's time limit is in seconds; 0 is none of its own. */
function within({ timeout }: PolicyBinding, request: PolicyRequest): PolicyRequest {
  return timeout > 0 ? { ...request, timeLimit: timeout * 1000 } : request;
}

/** One certain answer may settle it; if none does, whatever is not known leaves the whole unknown. */
function combine(mode: PolicyTarget["policy_engine_mode"], opinions: readonly Opinion[]): Verdict {
  const [settling, otherwise] = mode === "all" ? (["fail", "pass"] as const) : (["pass", "fail"] as const);
  if (opinions.some(({ verdict }) => verdict === settling)) return settling;
  return opinions.some(({ verdict }) => verdict === "unknown") ? "unknown" : otherwise;
}

function decision(verdict: Verdict, opinions: readonly Opinion[]): Decision {
  return {
    verdict,
    passing: verdict === "pass",
    messages: opinions.flatMap(({ messages }) => messages),
    undecided: opinions.flatMap(({ undecided }) => (undecided === undefined ? [] : [undecided])),
  };
}

/** @param limit milliseconds */
async function givenUpAfter<T>(limit: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`The policy took longer than ${limit / 1000} s.`)), limit);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
