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

/** Every stage there is, by the name of its model. */
export const stageHandlers = {
  "authentik_stages_authenticator_email.authenticatoremailstage": emailCodeSetupStage,
  "authentik_stages_authenticator_sms.authenticatorsmsstage": smsSetupStage,
  "authentik_stages_authenticator_static.authenticatorstaticstage": staticSetupStage,
  "authentik_stages_authenticator_totp.authenticatortotpstage": totpSetupStage,
  "authentik_stages_authenticator_validate.authenticatorvalidatestage": validateStage,
  "authentik_stages_authenticator_webauthn.authenticatorwebauthnstage": webAuthnSetupStage,
  "authentik_stages_captcha.captchastage": captchaStage,
  "authentik_stages_consent.consentstage": consentStage,
  "authentik_stages_deny.denystage": denyStage,
  "authentik_stages_dummy.dummystage": dummyStage,
  "authentik_stages_email.emailstage": emailStage,
  "authentik_stages_identification.identificationstage": identificationStage,
  "authentik_stages_invitation.invitationstage": invitationStage,
  "authentik_stages_password.passwordstage": passwordStage,
  "authentik_stages_prompt.promptstage": promptStage,
  "authentik_stages_redirect.redirectstage": redirectStage,
  "authentik_stages_source.sourcestage": sourceStage,
  "authentik_stages_user_delete.userdeletestage": userDeleteStage,
  "authentik_stages_user_login.userloginstage": userLoginStage,
  "authentik_stages_user_logout.userlogoutstage": userLogoutStage,
  "authentik_stages_user_write.userwritestage": userWriteStage,
  "flow_demo_stages_scripted.scriptedstage": scriptedStage,
  "memory.autosubmit": autosubmitStage,
  "memory.email_consent": emailConsentStage,
  "memory.reauthenticate": reauthenticateStage,
  "memory.session_end": sessionEndStage,
  "memory.source_connection": sourceConnectionStage,
  "memory.source_resume": sourceResumeStage,
} satisfies StageHandlers;

const handlers: readonly StageHandler[] = Object.values(stageHandlers);

/** The models that stages bring, and that blueprints may have: all stages but those in memory, and what stages are made of. */
export const stageModels: readonly Model[] = [
  ...handlers.map(({ model }) => model).filter(({ unique }) => unique.length > 0),
  promptModel,
  invitationModel,
  oauthSourceModel,
];
