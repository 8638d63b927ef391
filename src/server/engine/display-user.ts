import type { FlowRequest } from "./flow-request.ts";
import type { Plan } from "./plan.ts";
import { rawTypedName } from "./typed-name.ts";
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
  const shown = isProven(plan, request) ? user.name || user.username : (plan && rawTypedName(plan)) || user.username;
  return { username: user.username, avatar: initialsAvatar(shown) };
}

/** Whether somebody has shown who they are. Until then a picture of their real name would tell that there is such an account. */
function isProven(plan: Plan | undefined, { session }: FlowRequest): boolean {
  const context = plan?.context;
  const pending = context?.pending_user;
  if (!pending || context.auth_method !== undefined) return true;
  return session.user?.pk === pending.pk || context["goauthentik.io/flows/identity_proofs"] !== undefined;
}
