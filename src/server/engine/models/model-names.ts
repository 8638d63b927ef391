/** Names of models that layers below their definition speak of as well; the definitions take them from here. */
export const emailStageName = "authentik_stages_email.emailstage";
export const expressionPolicyName = "authentik_policies_expression.expressionpolicy";
export const passwordStageName = "authentik_stages_password.passwordstage";
export const promptName = "authentik_stages_prompt.prompt";
export const redirectStageName = "authentik_stages_redirect.redirectstage";
export const userDeleteStageName = "authentik_stages_user_delete.userdeletestage";
export const userLoginStageName = "authentik_stages_user_login.userloginstage";
export const userWriteStageName = "authentik_stages_user_write.userwritestage";
