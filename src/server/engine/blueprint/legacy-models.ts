/** Models and what they are called today. */
const renamed: readonly (readonly [since: string, from: RegExp, to: string])[] = [
  ["2020.12", /^passbook_/, "authentik_"],
  [
    "2021.2",
    /^authentik_stages_otp_static\.otpstaticstage$/,
    "authentik_stages_authenticator_static.authenticatorstaticstage",
  ],
  ["2021.2", /^authentik_stages_otp_time\.otptimestage$/, "authentik_stages_authenticator_totp.authenticatortotpstage"],
  [
    "2021.2",
    /^authentik_stages_otp_validate\.otpvalidatestage$/,
    "authentik_stages_authenticator_validate.authenticatorvalidatestage",
  ],
  ["2022.11", /^authentik_policies_hibp\.haveibeenpwendpolicy$/, "authentik_policies_password.passwordpolicy"],
  [
    "2024.6",
    /^authentik_stages_authenticator_webauthn\.authenticatewebauthnstage$/,
    "authentik_stages_authenticator_webauthn.authenticatorwebauthnstage",
  ],
];

/** The name that a model goes by today, and the release since which it does. */
export function currentModel(model: string): { readonly name: string; readonly since: string | undefined } {
  let name = model.toLowerCase();
  let since: string | undefined;
  for (const [release, from, to] of renamed) {
    if (!from.test(name)) continue;
    name = name.replace(from, to);
    since = release;
  }
  return { name, since };
}
