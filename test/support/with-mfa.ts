/** A flow of name, password and a code of an authenticator app, `with-mfa`. */
export const withMfa = `
version: 1
entries:
  - { model: authentik_flows.flow, id: flow, identifiers: { slug: with-mfa }, attrs: { name: x, title: Sign in, designation: authentication } }
  - { model: authentik_stages_identification.identificationstage, id: who, identifiers: { name: kit-who }, attrs: { user_fields: [username] } }
  - { model: authentik_stages_password.passwordstage, id: password, identifiers: { name: kit-password }, attrs: { backends: [authentik.core.auth.InbuiltBackend] } }
  - { model: authentik_stages_authenticator_validate.authenticatorvalidatestage, id: code, identifiers: { name: kit-code }, attrs: { device_classes: [totp], not_configured_action: deny } }
  - { model: authentik_stages_user_login.userloginstage, id: login, identifiers: { name: kit-login } }
  - { model: authentik_flows.flowstagebinding, identifiers: { target: !KeyOf flow, stage: !KeyOf who, order: 10 } }
  - { model: authentik_flows.flowstagebinding, identifiers: { target: !KeyOf flow, stage: !KeyOf password, order: 20 } }
  - { model: authentik_flows.flowstagebinding, identifiers: { target: !KeyOf flow, stage: !KeyOf code, order: 30 } }
  - { model: authentik_flows.flowstagebinding, identifiers: { target: !KeyOf flow, stage: !KeyOf login, order: 40 } }
`;
