import type { FlowToken, FlowTokenStore } from "../store/flow-token-store.ts";
import { keyDigest } from "../store/key-digest.ts";
import type { LinkFault } from "./stale-link.ts";
import type { Flow } from "./models/flow-model.ts";
import { type FlowRequest, queryParameter } from "./flow-request.ts";
import { FlowFault } from "./flow-fault.ts";
import type { Plan } from "./plan.ts";
import { readPlan } from "./read-plan.ts";

/**
 * Puts the plan that the page's `flow_token` stands for in place of the session's. The page keeps the parameter in its address, so this
 * happens on every request until the token is used.
 *
 * @throws FlowFault when the token's plan cannot be read; the token is gone then, so that the next request begins anew
 * @returns what is wrong with the link, unless it is the one of the plan that is under way in this session
 */
export function resumePlan(flow: Flow, request: FlowRequest, tokens: FlowTokenStore): LinkFault | undefined {
  const { state } = request.session;
  const key = queryParameter(request.query, "flow_token");
  if (key === undefined) return undefined;
  const token = tokens.find(key, request.now);
  // What was begun with a link may be ended when it is too old.
  if (!token) return state.plan?.context.is_restored === keyDigest(key) ? undefined : "gone";
  const plan = planOf(token, tokens);
  if (plan.flow !== flow.pk) return "gone";
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
