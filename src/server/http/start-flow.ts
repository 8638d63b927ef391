import type { Context } from "hono";
import type { Flow } from "../engine/models/flow-model.ts";
import type { Plan } from "../engine/plan.ts";
import type { PlanContext } from "../engine/plan-context.ts";
import type { Session } from "../engine/session.ts";
import type { AppEnv } from "./request-facts.ts";
import { flowRequest, type RoutesContext } from "./routes-context.ts";

/** What a flow begins with beside whom it is about. */
export interface FlowStart {
  readonly context?: PlanContext;
  /** Adds steps to the plan. */
  readonly extend?: (plan: Plan) => void;
}

/**
 * Plans a flow for whoever is signed in, in place of what was under way.
 *
 * @returns whether it applies to them
 */
export async function startFlow(
  routes: RoutesContext,
  c: Context<AppEnv>,
  session: Session,
  flow: Flow,
  { context = {}, extend }: FlowStart = {},
): Promise<boolean> {
  const { user } = session;
  const http = await flowRequest(routes, c, { session, query: new URL(c.req.url).search.slice(1) });
  const planned = await routes.services.planner.plan(flow, {
    user,
    http,
    context: { ...structuredClone(context), ...(user && { pending_user: user }) },
  });
  if (planned.kind === "not-applicable") return false;
  extend?.(planned.plan);
  session.state.plan = planned.plan.bindings.length > 0 ? planned.plan : undefined;
  session.state.history = [];
  return true;
}
