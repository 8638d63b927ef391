import type { FlowTokenStore } from "../store/flow-token-store.ts";
import type { Flow } from "./models/flow-model.ts";
import { type FlowRequest, queryParameter } from "./flow-request.ts";
import type { Plan } from "./plan.ts";

/**
 * Puts the plan that the page's `flow_token` stands for in place of the session's. The page keeps the parameter in its address, so this
 * happens on every request until the token is used. An unknown or expired token is no token.
 *
 * @returns `"used"` when the token has been used, and not by the plan that is under way in this session
 */
export function resumePlan(flow: Flow, request: FlowRequest, tokens: FlowTokenStore): "used" | undefined {
  const { state } = request.session;
  const key = queryParameter(request.query, "flow_token");
  const token = key === undefined ? undefined : tokens.find(key, request.now);
  if (!token) return undefined;
  const plan = token.plan as unknown as Plan;
  if (plan.flow !== flow.pk) return undefined;
  if (token.isUsed) return state.plan?.context.is_restored === token.id ? undefined : "used";
  state.plan = { ...plan, context: { ...plan.context, ...state.plan?.context, is_restored: token.id } };
  return undefined;
}
