import { sentence } from "../../protocol/locales/words.ts";
import { assertNever } from "../../protocol/assert-never.ts";
import type { UncheckedAnswer } from "./answer.ts";
import type { Challenge, ResponseErrors } from "../../protocol/challenges.ts";
import { safeNextPath } from "../../protocol/next-url.ts";
import { FlowFault } from "./flow-fault.ts";
import { displayUser } from "./display-user.ts";
import { type FlowRequest, queryParameter } from "./flow-request.ts";
import { flowInfo } from "./flow-info.ts";
import type { Flow } from "./models/flow-model.ts";
import { stageBindingModel } from "./models/stage-binding-model.ts";
import type { Plan, PlannedBinding } from "./plan.ts";
import type { PlanContext } from "./plan-context.ts";
import { isStepDue } from "./policy-engine.ts";
import { resumePlan } from "./resume-plan.ts";
import { serializeChallenge } from "./serialize-challenge.ts";
import { InvalidStageError, type Shown, type StageHandlers } from "./stage-handler.ts";
import type { Services } from "./services.ts";
import { signInForFlow } from "./sign-in-url.ts";
import { type WayOn, wayOn } from "./stale-link.ts";
import { type Turn, turnOf, type Visit } from "./turn.ts";

/** What the executor answers: a challenge, or that the same URL is to be asked again. */
export type ExecutorAnswer = { readonly kind: "challenge"; readonly challenge: Challenge } | { readonly kind: "again" };

/** A flow may restart this often without showing anything in between. */
const maxRestarts = 3;

/** Runs flows: one step of one session's plan per call. Knows nothing of HTTP. */
export class Executor {
  readonly #services: Services;
  readonly #handlers: StageHandlers;

  constructor(services: Services, handlers: StageHandlers) {
    this.#services = services;
    this.#handlers = handlers;
  }

  /**
   * Continues the session's plan for a flow, or plans it first. The session is changed, not saved.
   *
   * @throws FlowFault when the flow cannot go on, BusyError, and whatever a stage throws. The session is then as it was before; only a plan
   * that cannot be read is dropped
   */
  async execute(flow: Flow, request: FlowRequest): Promise<ExecutorAnswer> {
    const { session } = request;
    const unreadable = session.takeUnreadable();
    if (unreadable !== undefined) throw new FlowFault(unreadable);
    const checkpoint = session.checkpoint();
    try {
      return await this.#run(flow, request);
    } catch (error) {
      session.restore(checkpoint);
      throw error;
    }
  }

  async #run(flow: Flow, request: FlowRequest): Promise<ExecutorAnswer> {
    const plan = await this.#currentPlan(flow, request);
    if ("kind" in plan) return plan;
    const turn = await this.#nextTurn(flow, plan, request);
    if (!turn) return this.#finish(flow, request);
    try {
      return await this.#take(turn);
    } catch (error) {
      if (!(error instanceof InvalidStageError)) throw error;
      const { requestId } = request;
      this.#services.log(
        "warning",
        `${requestId} The flow ${flow.slug} was ended by one of its stages: ${error.message}`,
      );
      return this.#deny(flow, request, error.message);
    }
  }

  async #currentPlan(flow: Flow, request: FlowRequest): Promise<Plan | ExecutorAnswer> {
    const { session } = request;
    if (session.state.plan && session.state.plan.flow !== flow.pk) session.cancelPlan();
    const fault = resumePlan(flow, request, this.#services.store.flowTokens);
    if (fault !== undefined) return this.#leadOn(flow, request, wayOn(fault, flow, request));
    session.state.query = request.query;
    if (session.state.plan) return session.state.plan;
    session.state.history = [];
    return this.#plan(flow, request, {}, 0);
  }

  async #plan(
    flow: Flow,
    request: FlowRequest,
    context: PlanContext,
    restarts: number,
  ): Promise<Plan | ExecutorAnswer> {
    const { session } = request;
    const planned = await this.#services.planner.plan(flow, { user: session.user, http: request, context });
    switch (planned.kind) {
      case "planned":
        session.state.plan = { ...planned.plan, restarts };
        return session.state.plan;
      case "empty":
        return this.#finish(flow, request);
      case "not-applicable":
        session.state.plan = undefined;
        if (planned.undecided) return this.#deny(flow, request, planned.messages.join("\n"));
        // Whoever is signed in already has reached what an authentication flow is for.
        if (flow.designation === "authentication" && session.user) return this.#finish(flow, request);
        return this.#notApplicable(flow, request, planned.messages.join("\n"), planned.needsSignIn);
      default:
        return assertNever(planned);
    }
  }

  /** Drops steps whose policies say on this request that they are not due, until one is. A step is dropped for nothing else. */
  async #nextTurn(flow: Flow, plan: Plan, request: FlowRequest): Promise<Turn | undefined> {
    const services = this.#services;
    for (let step = plan.bindings[0]; step; step = plan.bindings[0]) {
      const isDue = await this.#isStillDue(step, plan, request);
      if (isDue) return turnOf({ step, plan, flow, request, services }, this.#handlers);
      plan.bindings.shift();
    }
    return undefined;
  }

  async #isStillDue(step: PlannedBinding, plan: Plan, request: FlowRequest): Promise<boolean> {
    if (!step.reEvaluate || step.binding === null) return true;
    const { models, policies } = this.#services;
    const binding = models.get(stageBindingModel, step.binding);
    if (!binding) throw new FlowFault(`The stage binding ${step.binding} was removed while the flow was under way.`);
    const user = plan.context.pending_user ?? request.session.user;
    const { context } = plan;
    const result = await isStepDue(policies, binding, { user, context, plan, http: request });
    for (const message of result.messages) request.session.addMessage("info", message);
    return result.passing;
  }

  async #take({ visit, handler }: Turn): Promise<ExecutorAnswer> {
    const { request } = visit;
    if (request.isAhead && !handler.showsAhead) return { kind: "again" };
    if (request.method === "GET" || !handler.answer) return this.#toAnswer(visit, await handler.show(visit));
    const answered = await handler.answer(visit, request.body as UncheckedAnswer);
    if (answered.kind !== "invalid") return this.#toAnswer(visit, answered);
    if (visit.step.invalidResponseAction !== "retry") return this.#restart(visit, undefined);
    return this.#toAnswer(visit, await handler.show(visit), answered.errors);
  }

  async #toAnswer(visit: Visit, outcome: Shown, errors?: ResponseErrors): Promise<ExecutorAnswer> {
    const { flow, plan, request, step } = visit;
    switch (outcome.kind) {
      case "challenge": {
        plan.restarts = 0;
        const user = displayUser(plan, request);
        const added = { flow_info: flowInfo(flow, plan, request), user, errors: errors ?? outcome.errors };
        return { kind: "challenge", challenge: serializeChallenge(outcome.challenge, added) };
      }
      case "ok":
        return this.#advance(visit);
      case "denied":
        if (step.invalidResponseAction !== "retry") return this.#restart(visit, outcome.message);
        return this.#deny(flow, request, outcome.message);
      default:
        return assertNever(outcome);
    }
  }

  #advance({ flow, plan, request }: Visit): ExecutorAnswer {
    const { state } = request.session;
    state.history = [...state.history, structuredClone(plan)];
    plan.bindings.shift();
    // A stage that signed out has emptied the session; the plan goes on in the new one.
    state.plan = plan;
    state.query = request.query;
    return plan.bindings.length > 0 ? { kind: "again" } : this.#finish(flow, request);
  }

  async #restart(visit: Visit, message: string | undefined): Promise<ExecutorAnswer> {
    const { flow, plan, request, step } = visit;
    const restarts = plan.restarts + 1;
    if (restarts > maxRestarts) return this.#deny(flow, request, message);
    const context = step.invalidResponseAction === "restart_with_context" ? plan.context : {};
    const planned = await this.#plan(flow, request, context, restarts);
    return "kind" in planned ? planned : { kind: "again" };
  }

  /** The end of a flow. The server's own word may lead anywhere, a `next` only to a path of this site. */
  #finish(flow: Flow, request: FlowRequest): ExecutorAnswer {
    const { session } = request;
    const redirect = session.state.plan?.context.redirect;
    const next = queryParameter(request.query, "next");
    if (redirect !== undefined) return this.#redirect(request, redirect);
    if (next === undefined) return this.#redirect(request, "/");
    const path = safeNextPath(next);
    return path === undefined ? this.#deny(flow, request, sentence("Invalid next URL")) : this.#redirect(request, path);
  }

  /** What the flow does for somebody it is not for. */
  #notApplicable(flow: Flow, request: FlowRequest, messages: string, needsSignIn = false): ExecutorAnswer {
    const next = queryParameter(request.query, "next") ?? request.outerNext;
    const path = next === undefined ? undefined : safeNextPath(next);
    const message = messages || sentence("Flow does not apply to current user.");
    switch (flow.denied_action) {
      case "message":
        return this.#deny(flow, request, message);
      case "message_continue":
        if (needsSignIn) return this.#signInFirst(flow, request);
        return path === undefined ? this.#deny(flow, request, message) : this.#redirect(request, path);
      case "continue":
        return this.#redirect(request, path ?? "/");
      default:
        return assertNever(flow.denied_action);
    }
  }

  #leadOn(flow: Flow, request: FlowRequest, { message, to }: WayOn): ExecutorAnswer {
    if (to === undefined) return this.#deny(flow, request, message);
    request.session.addMessage("warning", message);
    // What this browser was doing without the link goes on.
    return { kind: "challenge", challenge: { component: "xak-flow-redirect", to } };
  }

  /** Whoever has signed in is led back to this very page. */
  #signInFirst(flow: Flow, request: FlowRequest): ExecutorAnswer {
    if (request.method === "POST") {
      request.session.addMessage(
        "info",
        sentence("You are signed out by now. Sign in, and you can go on where you were."),
      );
    }
    return this.#redirect(request, signInForFlow(flow, request.query));
  }

  #redirect(request: FlowRequest, to: string): ExecutorAnswer {
    request.session.cancelPlan();
    request.session.leave();
    return { kind: "challenge", challenge: { component: "xak-flow-redirect", to } };
  }

  #deny(flow: Flow, request: FlowRequest, message: string | undefined): ExecutorAnswer {
    const { session } = request;
    const { plan } = session.state;
    const user = displayUser(plan, request);
    session.cancelPlan();
    const added = { flow_info: flowInfo(flow, plan, request), user };
    const challenge = {
      component: "ak-stage-access-denied",
      error_message: message || sentence("Unknown error"),
    } as const;
    return { kind: "challenge", challenge: serializeChallenge(challenge, added) };
  }
}
