import type {
  Challenge,
  ComponentName,
  ErrorDetail,
  ResponseErrors,
  UserChallenge,
} from "../../protocol/challenges.ts";
import type { DisplayUser } from "./display-user.ts";
import type { StageChallenge } from "./stage-handler.ts";

/** Fields that are sent even where a stage says nothing about them: as `null` when they may be null, else with their default. */
const alwaysSent: Partial<Record<ComponentName, Readonly<Record<string, unknown>>>> = {
  "ak-provider-iframe-logout": { logout_urls: [] },
  "ak-provider-saml-native-logout": { is_complete: false },
  "ak-stage-authenticator-email": { email: null, email_required: true },
  "ak-stage-authenticator-sms": { phone_number_required: true },
  "ak-stage-identification": {
    allow_show_password: false,
    captcha_stage: null,
    enable_remember_me: true,
    passkey_challenge: null,
    pending_user_identifier: null,
  },
  "ak-stage-password": { allow_show_password: false },
  "xak-flow-frame": { loading_overlay: false },
};

const withUser = {
  "ak-stage-access-denied": true,
  "ak-stage-authenticator-duo": true,
  "ak-stage-authenticator-email": true,
  "ak-stage-authenticator-sms": true,
  "ak-stage-authenticator-static": true,
  "ak-stage-authenticator-totp": true,
  "ak-stage-authenticator-validate": true,
  "ak-stage-authenticator-webauthn": true,
  "ak-stage-captcha": true,
  "ak-stage-consent": true,
  "ak-stage-password": true,
  "ak-stage-session-end": true,
  "ak-stage-user-login": true,
} satisfies Record<UserChallenge["component"], true>;

/**
 * Completes a stage's challenge as the protocol writes it: a nullable field that is missing is `null`, an optional one is left out, one
 * with a default is sent with it. `component` is always there, and errors without text are dropped.
 */
export function serializeChallenge(
  challenge: StageChallenge,
  added: { flow_info: Challenge["flow_info"]; user: DisplayUser; errors?: ResponseErrors | undefined },
): Challenge {
  const user = Object.hasOwn(withUser, challenge.component)
    ? { pending_user: added.user.username, pending_user_avatar: added.user.avatar }
    : {};
  const wire: Record<string, unknown> = {
    flow_info: added.flow_info,
    ...alwaysSent[challenge.component],
    ...user,
    ...dropUndefined(challenge),
    ...(added.errors && { response_errors: withoutBlank(added.errors) }),
  };
  return wire as Challenge;
}

function dropUndefined(challenge: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(challenge).filter(([, value]) => value !== undefined));
}

function withoutBlank(errors: ResponseErrors): Record<string, ErrorDetail[]> {
  const kept = Object.entries(errors).map(
    ([name, details]) => [name, details.filter((detail) => detail.string !== "")] as const,
  );
  return Object.fromEntries(
    kept.filter(([, details]) => details.length > 0).map(([name, details]) => [name, [...details]]),
  );
}
