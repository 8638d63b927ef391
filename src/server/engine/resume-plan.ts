import type { FlowToken, FlowTokenStore } from "../store/flow-token-store.ts";
import type { Flow } from "./models/flow-model.ts";
import { type FlowRequest, queryParameter } from "./flow-request.ts";
import { FlowFault } from "./flow-fault.ts";
import type { Plan } from "./plan.ts";
import { readPlan } from "./read-plan.ts";

/**
 * Puts the plan that the page's `flow_token` stands for in place of the session's. The page keeps the parameter in its address, so this
 * happens on every request until the token is used. An unknown or expired token is no token.
 *
 * @throws FlowFault when the token's plan cannot be read; the token is gone then, so that the next request begins anew
 * @returns `"used"` when the token has been used, and not by the plan that is under way in this session
 */
export function resumePlan(flow: Flow, request: FlowRequest, tokens: FlowTokenStore): "used" | undefined {
  const { state } = request.session;
  const key = queryParameter(request.query, "flow_token");
  const token = key === undefined ? undefined : tokens.find(key, request.now);
  if (!token) return undefined;
  const plan = planOf(token, tokens);
  if (plan.flow !== flow.pk) return undefined;
  if (token.isUsed) return state.plan?.context.is_restored === token.id ? undefined : "used";
  // What another plan in this browser is about, such as somebody else's account, is no part of this one.
  const before = state.plan?.context.is_restored === token.id ? state.plan.context : {};
  state.plan = { ...plan, context: { ...plan.context, ...before, is_restored: token.id } };
  return undefined;
}

/**
 * The plan that waits under a token.
 *
 * @throws FlowFault when it cannot be read; the token is gone then
 */
export function planOf(token: FlowToken, tokens: FlowTokenStore): Plan {
  const plan = readPlan(token.plan);
  if (plan) return plan;
  tokens.remove(token.id);
  throw new FlowFault("The plan of a flow token cannot be read.");
}
