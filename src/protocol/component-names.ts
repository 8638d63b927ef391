import type { ComponentName } from "./challenges.ts";

/** Every component of the protocol; the compiler names what is missing or too much after the schema changed. */
const componentNames: Readonly<Record<ComponentName, true>> = {
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

/** Whether a component is one of the protocol, and so has a step in the interface; of a newer server it may not. */
export function isComponent(name: string): name is ComponentName {
  return Object.hasOwn(componentNames, name);
}
