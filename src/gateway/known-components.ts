import type { Challenge, ComponentName } from "../protocol/challenges.ts";

/** Every component that the interface can show; the compiler holds it to the protocol. */
const known: Readonly<Record<ComponentName, true>> = {
  "ak-provider-iframe-logout": true,
  "ak-provider-oauth2-device-code": true,
  "ak-provider-oauth2-device-code-finish": true,
  "ak-provider-saml-native-logout": true,
  "ak-source-oauth-apple": true,
  "ak-source-plex": true,
  "ak-source-telegram": true,
  "ak-stage-access-denied": true,
  "ak-stage-authenticator-duo": true,
  "ak-stage-authenticator-email": true,
  "ak-stage-authenticator-sms": true,
  "ak-stage-authenticator-static": true,
  "ak-stage-authenticator-totp": true,
  "ak-stage-authenticator-validate": true,
  "ak-stage-authenticator-webauthn": true,
  "ak-stage-autosubmit": true,
  "ak-stage-captcha": true,
  "ak-stage-consent": true,
  "ak-stage-dummy": true,
  "ak-stage-email": true,
  "ak-stage-endpoint-agent": true,
  "ak-stage-flow-error": true,
  "ak-stage-identification": true,
  "ak-stage-password": true,
  "ak-stage-prompt": true,
  "ak-stage-session-end": true,
  "ak-stage-user-login": true,
  "xak-flow-frame": true,
  "xak-flow-redirect": true,
  "xak-flow-shell": true,
};

/** Whether the interface has a step for it; of a newer server it may not. */
export function isKnown({ component }: Challenge): boolean {
  return Object.hasOwn(known, component);
}
