/** Entries as releases since 2020 wrote them, and what each means today. */
const flow = "11111111-1111-4111-8111-111111111111";
const stage = "22222222-2222-4222-8222-222222222222";
export const around = [
  {
    model: "authentik_flows.flow",
    identifiers: { pk: flow, slug: "a" },
    attrs: { name: "A", title: "A", designation: "recovery" },
  },
  { model: "authentik_stages_dummy.dummystage", identifiers: { pk: stage, name: "a" } },
];

interface Old {
  readonly what: string;
  /** As it was written. */
  readonly model: string;
  readonly attrs: Readonly<Record<string, unknown>>;
  readonly identifiers?: Readonly<Record<string, unknown>>;
  /** As it is today. */
  readonly today?: string;
  readonly means: Readonly<Record<string, unknown>>;
}

const email = "authentik_stages_email.emailstage";
export const prompt = "authentik_stages_prompt.prompt";
const login = "authentik_stages_user_login.userloginstage";
const password = "authentik_stages_password.passwordstage";
const write = "authentik_stages_user_write.userwritestage";
const binding = "authentik_flows.flowstagebinding";
const validate = "authentik_stages_authenticator_validate.authenticatorvalidatestage";
const webAuthn = "authentik_stages_authenticator_webauthn.authenticatorwebauthnstage";
const oauth = "authentik_sources_oauth.oauthsource";
const keys = { consumer_key: "k", consumer_secret: "s" };
const inbuilt = ["authentik.core.auth.InbuiltBackend"];
const target = { target: flow, stage, order: 10 };

export const oldEntries: readonly Old[] = [
  ...[1, 5, 30, 60, 1440].map((minutes) => ({
    what: `a link for ${minutes} minutes`,
    model: email,
    attrs: { use_global_settings: true, token_expiry: minutes },
    means: { token_expiry: `minutes=${minutes}` },
  })),
  ...["password_reset", "account_confirmation", "email_otp"].map((template) => ({
    what: `the template ${template} in its old folder`,
    model: email,
    attrs: { template: `stages/email/for_email/${template}.html` },
    means: { template: `email/${template}.html` },
  })),
  ...["text", "username", "email", "checkbox", "static"].map((type) => ({
    what: `a field of the type ${type} without a name`,
    model: prompt,
    identifiers: { field_key: `key-${type}`, label: "Label" },
    attrs: { type, order: 0 },
    means: { name: `key-${type}_Label`, type },
  })),
  ...[
    ["data", "date"],
    ["data-time", "date-time"],
    ["e-mail", "email"],
  ].map(([type, today]) => ({
    what: `a field of the type ${type}`,
    model: prompt,
    attrs: { type, field_key: "k", label: "l" },
    means: { type: today },
  })),
  ...[false, "false", "no"].map((never) => ({
    what: `a binding that is not evaluated again (${String(never)})`,
    model: binding,
    identifiers: target,
    attrs: { re_evaluate_policies: never },
    means: { evaluate_on_plan: true, re_evaluate_policies: false },
  })),
  {
    what: "a binding that says both",
    model: binding,
    identifiers: target,
    attrs: { re_evaluate_policies: true, evaluate_on_plan: false },
    means: { evaluate_on_plan: false, re_evaluate_policies: true },
  },
  {
    what: "a passkey's stage by its first name",
    model: "authentik_stages_authenticator_webauthn.authenticatewebauthnstage",
    attrs: { user_verification: "required" },
    today: webAuthn,
    means: { user_verification: "required" },
  },
  {
    what: "the same with capitals",
    model: "authentik_stages_authenticator_webauthn.AuthenticateWebAuthnStage",
    attrs: { friendly_name: null },
    today: webAuthn,
    means: { friendly_name: "" },
  },
  ...["authentik", "passbook"].flatMap((app) => [
    {
      what: `recovery codes of ${app}`,
      model: `${app}_stages_otp_static.otpstaticstage`,
      attrs: { token_count: 8 },
      today: "authentik_stages_authenticator_static.authenticatorstaticstage",
      means: { token_count: 8 },
    },
    {
      what: `codes by time of ${app}`,
      model: `${app}_stages_otp_time.otptimestage`,
      attrs: { digits: 6 },
      today: "authentik_stages_authenticator_totp.authenticatortotpstage",
      means: { digits: "6" },
    },
    {
      what: `a check of codes of ${app}`,
      model: `${app}_stages_otp_validate.otpvalidatestage`,
      attrs: { not_configured_action: "skip" },
      today: validate,
      means: { not_configured_action: "skip" },
    },
    {
      what: `a password of ${app}`,
      model: `${app}_stages_password.passwordstage`,
      attrs: { backends: [`${app}.core.token_auth.TokenBackend`, "django.contrib.auth.backends.ModelBackend"] },
      today: password,
      means: { backends: ["authentik.core.auth.TokenBackend", ...inbuilt] },
    },
  ]),
  {
    what: "a flow to change passwords",
    model: password,
    attrs: { backends: inbuilt, change_flow: flow },
    means: { configure_flow: flow },
  },
  {
    what: "a session without end",
    model: login,
    attrs: { session_duration: "seconds=-1" },
    means: { session_duration: "seconds=0" },
  },
  {
    what: "a session in seconds",
    model: login,
    attrs: { session_duration: 3600 },
    means: { session_duration: "seconds=3600" },
  },
  {
    what: "accounts are made",
    model: write,
    attrs: { can_create_users: true },
    means: { user_creation_mode: "create_when_required" },
  },
  {
    what: "accounts are not made",
    model: write,
    attrs: { can_create_users: false },
    means: { user_creation_mode: "never_create" },
  },
  {
    what: "one stage to set up",
    model: validate,
    attrs: { not_configured_action: "configure", configuration_stage: stage },
    means: { configuration_stages: [stage] },
  },
  {
    what: "no stage to set up",
    model: validate,
    attrs: { configuration_stage: null },
    means: { configuration_stages: [] },
  },
  ...["password_change", "stage_setup"].map((designation) => ({
    what: `the designation ${designation}`,
    model: "passbook_flows.flow",
    identifiers: { slug: "old" },
    attrs: { name: "old", title: "Old", designation },
    today: "authentik_flows.flow",
    means: { designation: "stage_configuration" },
  })),
  {
    what: "an expression of passbook",
    model: "passbook_policies_expression.expressionpolicy",
    attrs: { expression: "pb_message('x')\nreturn pb_is_sso_flow" },
    today: "authentik_policies_expression.expressionpolicy",
    means: { expression: "ak_message('x')\nreturn ak_is_sso_flow" },
  },
  {
    what: "leaked passwords",
    model: "authentik_policies_hibp.haveibeenpwendpolicy",
    attrs: { password_field: "password", allowed_count: 3 },
    today: "authentik_policies_password.passwordpolicy",
    means: { check_have_i_been_pwned: true, check_static_rules: false, hibp_allowed_count: 3 },
  },
  ...[
    ["openid-connect", "openidconnect"],
    ["azure-ad", "azuread"],
  ].map(([type, today]) => ({
    what: `a provider of the type ${type}`,
    model: oauth,
    identifiers: { slug: "s" },
    attrs: {
      name: "old",
      provider_type: type,
      ...keys,
      authorization_url: "https://a.example",
      access_token_url: "https://a.example",
      profile_url: "https://a.example",
    },
    means: { provider_type: today },
  })),
  {
    what: "a tenant",
    model: "authentik_tenants.tenant",
    identifiers: { domain: "old.example" },
    attrs: { branding_title: "Old", flow_authentication: flow, event_retention: "days=365" },
    today: "authentik_brands.brand",
    means: { branding_title: "Old", flow_authentication: flow },
  },
  ...["totp", "static", "webauthn", "sms", "email"].map((kind) => ({
    what: `a ${kind} stage whose name is null`,
    model: `authentik_stages_authenticator_${kind}.authenticator${kind}stage`,
    attrs: {
      friendly_name: null,
      ...(kind === "totp" && { digits: "6" }),
      ...(kind === "sms" && { provider: "generic", from_number: "1", account_sid: "outbox", auth: "x" }),
    },
    means: { friendly_name: "" },
  })),
];
