import { sentence } from "../../../protocol/locales/words.ts";
import { findUser } from "../../engine/find-user.ts";
import type { FlowRequest } from "../../engine/flow-request.ts";
import { type Flow, flowModel } from "../../engine/models/flow-model.ts";
import type { PlanContext } from "../../engine/plan-context.ts";
import type { Services } from "../../engine/services.ts";
import type { JsonObject } from "../../store/json-value.ts";
import type { User } from "../../store/user-store.ts";
import type { Profile } from "./oauth-client.ts";
import type { OauthSource } from "./oauth-source-model.ts";
import { sourceConnectionStep } from "./source-connection-stage.ts";
import { sourceResumeStep } from "./source-resume-stage.ts";

/** Where somebody who signed in at a source goes on: in a flow that is planned now, or nowhere. */
export type SourceOutcome = { readonly flow: Flow } | { readonly denied: string };

/**
 * Finds the account of somebody who has signed in elsewhere, or begins to make one: plans the source's authentication or enrollment flow in
 * the session.
 *
 * @param resume id of the token of the flow that sent them there, to go on with afterwards
 */
export async function continueFromSource(
  services: Services,
  request: FlowRequest,
  source: OauthSource,
  { profile, resume }: { profile: Profile; resume?: string | undefined },
): Promise<SourceOutcome> {
  const match = matchUser(services, source, profile);
  if (match === "denied")
    return { denied: sentence("An account with these data exists already. Sign in to it first.") };
  const pk = match ? source.authentication_flow : source.enrollment_flow;
  const flow = pk == null ? undefined : services.models.get(flowModel, pk);
  if (!flow)
    return {
      denied: match
        ? sentence("Source is not configured for authentication.")
        : sentence("Source is not configured for enrollment."),
    };
  const { session } = request;
  const planned = await services.planner.plan(flow, {
    user: session.user,
    http: request,
    context: contextFor(source, profile, match),
  });
  if (planned.kind === "not-applicable") {
    return { denied: planned.messages.join("\n") || sentence("Flow does not apply to current user.") };
  }
  const { plan } = planned;
  plan.bindings.push(sourceConnectionStep(source.name, { source: source.pk, identifier: profile.identifier }));
  if (resume !== undefined) plan.bindings.push(sourceResumeStep(resume));
  session.state.plan = plan;
  session.state.history = [];
  return { flow };
}

/** The account that is connected, or the one to connect; nobody when there is none. */
function matchUser(services: Services, source: OauthSource, profile: Profile): User | undefined | "denied" {
  const { store } = services;
  const connected = store.sourceConnections.userOf(source.pk, profile.identifier);
  if (connected !== undefined) return store.users.get(connected);
  const [by, action] = source.user_matching_mode.split("_");
  if (action === undefined) return undefined;
  // An address that the provider has not checked could be anybody's.
  if (by === "email" && action === "link" && !profile.isEmailVerified) return undefined;
  const value = by === "email" ? profile.email : profile.username;
  const found = value ? findUser(services, [by === "email" ? "email" : "username"], value, true) : undefined;
  return found && action === "deny" ? "denied" : found;
}

function contextFor(source: OauthSource, profile: Profile, user: User | undefined): PlanContext {
  const { username, name, email } = profile;
  const prompt_data: JsonObject = { name, email, ...(username !== undefined && { username }) };
  const backend = "authentik.core.sources.flow_manager.SourceFlowManager";
  return {
    is_sso: true,
    source: { pk: source.pk, name: source.name, slug: source.slug },
    user_backend: backend,
    user_path: source.user_path_template.replaceAll("%(slug)s", source.slug),
    "goauthentik.io/sources/connection": { source: source.pk, identifier: profile.identifier },
    ...(user ? { pending_user: { ...user, backend } } : { prompt_data }),
  };
}
