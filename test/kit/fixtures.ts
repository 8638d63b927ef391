import type { Challenge, ChallengeOf, ComponentName } from "../../src/protocol/challenges.ts";
import * as authenticator from "../fixtures/authenticator-challenges.ts";
import { captchaChallenge } from "../fixtures/captcha-challenges.ts";
import * as plain from "../fixtures/challenges.ts";
import * as leaving from "../fixtures/leaving-challenges.ts";
import * as message from "../fixtures/message-challenges.ts";
import { enrolment, promptChallenge } from "../fixtures/prompt-challenges.ts";
import * as source from "../fixtures/source-challenges.ts";

/** Makes a plain, valid challenge of a component, with whatever a test wants otherwise. */
export type Fixture<C extends ComponentName> = (
  overrides?: Partial<Omit<ChallengeOf<C>, "component">>,
) => Extract<Challenge, { component: C }>;

/** One challenge of every component. */
export const fixtures: { readonly [C in ComponentName]: Fixture<C> } = {
  "ak-provider-iframe-logout": leaving.iframeLogoutChallenge,
  "ak-provider-oauth2-device-code": leaving.deviceCodeChallenge,
  "ak-provider-oauth2-device-code-finish": leaving.deviceCodeFinishChallenge,
  "ak-provider-saml-native-logout": leaving.samlLogoutChallenge,
  "ak-source-oauth-apple": source.appleChallenge,
  "ak-source-plex": source.plexChallenge,
  "ak-source-telegram": source.telegramChallenge,
  "ak-stage-access-denied": plain.accessDeniedChallenge,
  "ak-stage-authenticator-duo": authenticator.duoSetupChallenge,
  "ak-stage-authenticator-email": authenticator.emailSetupChallenge,
  "ak-stage-authenticator-sms": authenticator.smsSetupChallenge,
  "ak-stage-authenticator-static": authenticator.staticSetupChallenge,
  "ak-stage-authenticator-totp": authenticator.totpSetupChallenge,
  "ak-stage-authenticator-validate": (overrides = {}) => ({
    ...authenticator.validateChallenge(authenticator.allDevices),
    ...overrides,
  }),
  "ak-stage-authenticator-webauthn": authenticator.passkeySetupChallenge,
  "ak-stage-autosubmit": leaving.autosubmitChallenge,
  "ak-stage-captcha": captchaChallenge,
  "ak-stage-consent": message.consentChallenge,
  "ak-stage-dummy": plain.dummyChallenge,
  "ak-stage-email": message.emailChallenge,
  "ak-stage-endpoint-agent": leaving.endpointAgentChallenge,
  "ak-stage-flow-error": plain.flowErrorChallenge,
  "ak-stage-identification": plain.identificationChallenge,
  "ak-stage-password": plain.passwordChallenge,
  "ak-stage-prompt": (overrides = {}) => ({ ...promptChallenge(enrolment), ...overrides }),
  "ak-stage-session-end": plain.sessionEndChallenge,
  "ak-stage-user-login": plain.userLoginChallenge,
  "xak-flow-frame": leaving.frameChallenge,
  "xak-flow-redirect": plain.redirectChallenge,
  "xak-flow-shell": message.shellChallenge,
};
