import type { StageHandlers } from "../engine/stage-handler.ts";
import { denyStage } from "./deny-stage.ts";
import { dummyStage } from "./dummy-stage.ts";
import { identificationStage } from "./identification-stage.ts";
import { passwordStage } from "./password-stage.ts";
import { redirectStage } from "./redirect-stage.ts";
import { scriptedStage } from "./scripted-stage.ts";
import { sessionEndStage } from "./session-end-stage.ts";
import { userLoginStage } from "./user-login-stage.ts";
import { userLogoutStage } from "./user-logout-stage.ts";

/** Every stage there is, by the name of its model. */
export const stageHandlers = {
  "authentik_stages_deny.denystage": denyStage,
  "authentik_stages_dummy.dummystage": dummyStage,
  "authentik_stages_identification.identificationstage": identificationStage,
  "authentik_stages_password.passwordstage": passwordStage,
  "authentik_stages_redirect.redirectstage": redirectStage,
  "authentik_stages_user_login.userloginstage": userLoginStage,
  "authentik_stages_user_logout.userlogoutstage": userLogoutStage,
  "flow_demo_stages_scripted.scriptedstage": scriptedStage,
  "memory.session_end": sessionEndStage,
} satisfies StageHandlers;
