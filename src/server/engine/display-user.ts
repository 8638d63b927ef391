import type { FlowRequest } from "./flow-request.ts";
import type { Plan } from "./plan.ts";
import { anonymousAvatar, initialsAvatar } from "./avatar.ts";

/** Who a screen says it is about. */
export interface DisplayUser {
  readonly username: string;
  readonly avatar: string;
}

/** What was typed hides who it named; then comes the user the flow is about, then the one signed in. */
export function displayUser(plan: Plan | undefined, request: FlowRequest): DisplayUser {
  const typed = plan?.context.pending_user_identifier;
  if (typed !== undefined) return { username: typed, avatar: initialsAvatar(typed) };
  const user = plan?.context.pending_user ?? request.session.user;
  if (!user) return { username: "", avatar: anonymousAvatar };
  return { username: user.username, avatar: initialsAvatar(user.name || user.username) };
}
