import { byModelName } from "../engine/by-model-name.ts";
import type { Model } from "../engine/model.ts";
import type { StageHandler, StageHandlers } from "../engine/stage-handler.ts";
import { emailCodeSetupStage } from "./authenticators/email-code-stage.ts";
import { smsSetupStage } from "./authenticators/sms-stage.ts";
import { staticSetupStage } from "./authenticators/static-stage.ts";
import { totpSetupStage } from "./authenticators/totp-stage.ts";
import { validateStage } from "./authenticators/validate-stage.ts";
import { webAuthnSetupStage } from "./authenticators/webauthn-stage.ts";
import { consentStage } from "./consent-stage.ts";
import { autosubmitStage } from "./autosubmit-stage.ts";
import { captchaStage } from "./captcha-stage.ts";
import { denyStage } from "./deny-stage.ts";
import { dummyStage } from "./dummy-stage.ts";
import { emailConsentStage } from "./email-consent-stage.ts";
import { emailStage } from "./email-stage.ts";
import { identificationStage } from "./identification-stage.ts";
import { invitationModel, invitationStage } from "./invitation-stage.ts";
import { passwordStage } from "./password-stage.ts";
import { promptModel } from "./prompt/prompt-model.ts";
import { promptStage } from "./prompt/prompt-stage.ts";
import { reauthenticateStage } from "./reauthenticate-stage.ts";
import { redirectStage } from "./redirect-stage.ts";
import { scriptedStage } from "./scripted-stage.ts";
import { sessionEndStage } from "./session-end-stage.ts";
import { oauthSourceModel } from "./sources/oauth-source-model.ts";
import { sourceConnectionStage } from "./sources/source-connection-stage.ts";
import { sourceResumeStage } from "./sources/source-resume-stage.ts";
import { sourceStage } from "./sources/source-stage.ts";
import { userDeleteStage } from "./user-delete-stage.ts";
import { userLoginStage } from "./user-login-stage.ts";
import { userLogoutStage } from "./user-logout-stage.ts";
import { userWriteStage } from "./user-write-stage.ts";

/** Every stage there is. */
const handlers: readonly StageHandler[] = [
  emailCodeSetupStage,
  smsSetupStage,
  staticSetupStage,
  totpSetupStage,
  validateStage,
  webAuthnSetupStage,
  captchaStage,
  consentStage,
  denyStage,
  dummyStage,
  emailStage,
  identificationStage,
  invitationStage,
  passwordStage,
  promptStage,
  redirectStage,
  sourceStage,
  userDeleteStage,
  userLoginStage,
  userLogoutStage,
  userWriteStage,
  scriptedStage,
  autosubmitStage,
  emailConsentStage,
  reauthenticateStage,
  sessionEndStage,
  sourceConnectionStage,
  sourceResumeStage,
];

/** Every stage there is, by the name of its model. */
export const stageHandlers: StageHandlers = byModelName(handlers);

/** The models that stages bring, and that blueprints may have: all stages but those in memory, and what stages are made of. */
export const stageModels: readonly Model[] = [
  ...handlers.map(({ model }) => model).filter(({ unique }) => unique.length > 0),
  promptModel,
  invitationModel,
  oauthSourceModel,
];
