import type { Challenge, ComponentName } from "../../protocol/challenges.ts";
import type { AnyStage } from "../ui/stage-element.ts";

export interface StageClass {
  new (): AnyStage;
  /** Loads what the step needs beyond its own code, so that it is complete when it is inserted; `undefined` when there is nothing. */
  prepare?(challenge: Challenge): Promise<unknown> | undefined;
}
/** Gives the element class of a stage, at once or after loading it. */
export type StageLoader = () => StageClass | Promise<StageClass>;

/** What the first form needs is part of the app: see `shell/stage-loader.ts`. */
type OfFirstForm = "ak-stage-identification" | "ak-stage-password";

/** THE list of stages, one line each, loaded after the first form. Each is loaded when it comes up. */
const builtIn = {
  "ak-provider-iframe-logout": async () => (await import("./iframe-logout-stage.ts")).IframeLogoutStage,
  "ak-provider-oauth2-device-code": async () => (await import("./device-code-stage.ts")).DeviceCodeStage,
  "ak-provider-oauth2-device-code-finish": async () =>
    (await import("./device-code-finish-stage.ts")).DeviceCodeFinishStage,
  "ak-provider-saml-native-logout": async () => (await import("./saml-logout-stage.ts")).SamlLogoutStage,
  "ak-source-oauth-apple": async () => (await import("./apple-source-stage.ts")).AppleSourceStage,
  "ak-source-plex": async () => (await import("./plex-source-stage.ts")).PlexSourceStage,
  "ak-source-telegram": async () => (await import("./telegram-source-stage.ts")).TelegramSourceStage,
  "ak-stage-access-denied": async () => (await import("./access-denied-stage.ts")).AccessDeniedStage,
  "ak-stage-authenticator-duo": async () => (await import("./authenticator-duo-stage.ts")).AuthenticatorDuoStage,
  "ak-stage-authenticator-email": async () => (await import("./authenticator-email-stage.ts")).AuthenticatorEmailStage,
  "ak-stage-authenticator-sms": async () => (await import("./authenticator-sms-stage.ts")).AuthenticatorSmsStage,
  "ak-stage-authenticator-static": async () =>
    (await import("./authenticator-static-stage.ts")).AuthenticatorStaticStage,
  "ak-stage-authenticator-totp": async () => (await import("./authenticator-totp-stage.ts")).AuthenticatorTotpStage,
  "ak-stage-authenticator-validate": async () =>
    (await import("./authenticator-validate/authenticator-validate-stage.ts")).AuthenticatorValidateStage,
  "ak-stage-authenticator-webauthn": async () =>
    (await import("./authenticator-webauthn-stage.ts")).AuthenticatorWebauthnStage,
  "ak-stage-autosubmit": async () => (await import("./autosubmit-stage.ts")).AutosubmitStage,
  "ak-stage-captcha": async () => (await import("./captcha-stage.ts")).CaptchaStage,
  "ak-stage-consent": async () => (await import("./consent/consent-stage.ts")).ConsentStage,
  "ak-stage-dummy": async () => (await import("./dummy-stage.ts")).DummyStage,
  "ak-stage-email": async () => (await import("./email-stage.ts")).EmailStage,
  "ak-stage-endpoint-agent": async () => (await import("./endpoint-agent-stage.ts")).EndpointAgentStage,
  "ak-stage-flow-error": async () => (await import("./flow-error-stage.ts")).FlowErrorStage,
  "ak-stage-prompt": async () => (await import("./prompt/prompt-stage.ts")).PromptStage,
  "ak-stage-session-end": async () => (await import("./session-end-stage.ts")).SessionEndStage,
  "ak-stage-user-login": async () => (await import("./user-login-stage.ts")).UserLoginStage,
  "xak-flow-frame": async () => (await import("./frame-stage.ts")).FrameStage,
  "xak-flow-redirect": async () => (await import("./redirect-stage.ts")).RedirectStage,
  "xak-flow-shell": async () => (await import("./shell-stage.ts")).ShellStage,
} satisfies Record<Exclude<ComponentName, OfFirstForm>, StageLoader>;

const stages: ReadonlyMap<string, StageLoader> = new Map(Object.entries(builtIn));

/** The stage for a component; never nothing. */
export async function loadStage(component: string): Promise<StageClass> {
  const load = stages.get(component) ?? (async () => (await import("./unknown-stage.ts")).UnknownStage);
  return load();
}
