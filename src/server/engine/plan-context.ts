import type { JsonObject, JsonValue } from "../store/json-value.ts";
import type { User } from "../store/user-store.ts";

/**
 * The user a flow is about: a copy taken when the flow learned who it is. Without a primary key it is someone who does not exist, whom
 * the flow pretends to know.
 */
export type PendingUser = Omit<User, "pk"> & {
  pk: number | null;
  /** The backend that authenticated the user, once one did. */
  backend?: string;
};

/** The application somebody is on the way to, as far as flows show it. */
export type PlanApplication = { name: string; slug: string; launch_url?: string };

/**
 * What the stages of one run of a flow tell each other. Every key that this server knows is here; policies may keep more under keys of their
 * own. What is `JsonValue` may have been written by a policy, and whoever reads it looks at it first.
 */
export type PlanContext = {
  pending_user?: PendingUser;
  /** What was typed at identification, shown instead of who it named. */
  pending_user_identifier?: string;
  /** Where the flow ends, set by policies or the server itself; may leave the site. */
  redirect?: string;
  /** Where cancelling leads, set by the server itself; an application learns there that somebody did not agree. May leave the site. */
  refused?: string;
  /** The flow that redirected to this one. */
  is_redirected?: string;
  redirect_stage_target?: string;
  deny_message?: string;
  application?: PlanApplication;
  auth_method?: string;
  auth_method_args?: JsonObject;
  user_backend?: string;
  /** What prompts took, and what policies and invitations put in its place. */
  prompt_data?: JsonValue;
  /** The address that an e-mail stage writes to in place of the account's. */
  email?: JsonValue;
  /** The stage whose e-mail has been sent. */
  email_sent?: JsonValue;
  /** The flow token by which this plan was taken up again. */
  is_restored?: JsonValue;
  /** Whether a source has signed somebody in. */
  is_sso?: JsonValue;
  source?: JsonValue;
  /** What an account that the flow makes is to be. */
  user_path?: JsonValue;
  user_type?: JsonValue;
  groups?: JsonValue;
  consent_header?: JsonValue;
  consent_permissions?: JsonValue;
  invitation?: JsonValue;
  invitation_in_effect?: JsonValue;
  captcha?: JsonValue;
  "goauthentik.io/flows/identity_proofs"?: JsonValue;
  "goauthentik.io/sources/connection"?: JsonValue;
  "goauthentik.io/sources/resume_query"?: JsonValue;
  "goauthentik.io/sources/stage_sent"?: JsonValue;
  "goauthentik.io/stages/authenticator_email/email_device"?: JsonValue;
  "goauthentik.io/stages/authenticator_sms/sms_device"?: JsonValue;
  "goauthentik.io/stages/authenticator_static/codes"?: JsonValue;
  "goauthentik.io/stages/authenticator_totp/secret"?: JsonValue;
  "goauthentik.io/stages/authenticator_validate/sent"?: JsonValue;
  "goauthentik.io/stages/authenticator_webauthn/attempt"?: JsonValue;
  "goauthentik.io/stages/authenticator_webauthn/challenge"?: JsonValue;
  "goauthentik.io/stages/consent/token"?: JsonValue;
  "goauthentik.io/stages/identification/typed"?: JsonValue;
  "goauthentik.io/stages/password/failures"?: JsonValue;
  "goauthentik.io/stages/reauthenticate/failures"?: JsonValue;
  /** Settings of captchas that policies may replace. */
  [key: `goauthentik.io/stages/captcha/${string}`]: JsonValue | undefined;
  /** How far a scripted stage has come. */
  [key: `demo/scripted/${string}`]: JsonValue | undefined;
};
