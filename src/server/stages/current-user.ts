import type { PendingUser } from "../engine/plan-context.ts";
import type { StageVisit } from "../engine/stage-handler.ts";

/** Whom a step is about: the user the flow has found out, else whoever is signed in. */
export function currentUser({ plan, request }: Pick<StageVisit<unknown>, "plan" | "request">): PendingUser | null {
  return plan.context.pending_user ?? request.session.user;
}
