import assert from "node:assert/strict";
import { test } from "node:test";
import { exportFlow } from "../../../src/server/engine/blueprint/export-flow.ts";
import { importableModels as models } from "../../../src/server/services/importable-models.ts";
import type { Store } from "../../../src/server/store/store.ts";
import { emptyStore, loadText, said } from "./support/loaded-files.ts";

const file = `version: 1
entries:
  - { model: authentik_flows.flow, id: f, identifiers: { slug: f }, attrs: { name: F, title: F, designation: authentication } }
  - { model: authentik_stages_password.passwordstage, id: p, identifiers: { name: p }, attrs: { backends: [authentik.core.auth.InbuiltBackend] } }
  - { model: authentik_stages_captcha.captchastage, id: c, identifiers: { name: c }, attrs: { public_key: a, private_key: very-secret } }
  - { model: authentik_stages_authenticator_totp.authenticatortotpstage, id: t, identifiers: { name: t }, attrs: { digits: "6", friendly_name: null } }
  - { model: authentik_stages_authenticator_webauthn.authenticatorwebauthnstage, id: w, identifiers: { name: w } }
  - { model: authentik_stages_authenticator_validate.authenticatorvalidatestage, id: v, identifiers: { name: v }, attrs: { not_configured_action: configure, configuration_stages: [!KeyOf t, !KeyOf w] } }
  - { model: authentik_stages_identification.identificationstage, id: i, identifiers: { name: i }, attrs: { user_fields: [username], password_stage: !KeyOf p, captcha_stage: !KeyOf c, webauthn_stage: !KeyOf v } }
  - { model: authentik_flows.flowstagebinding, identifiers: { target: !KeyOf f, stage: !KeyOf i, order: 0 } }
`;

function exported(store: Store): string {
  const flow = store.objects.list("authentik_flows.flow")[0]?.pk ?? "";
  return exportFlow(flow, { objects: store.objects, models, now: 0 });
}

test("an export brings the stages that its stages refer to, and works on another server", (t) => {
  const store = emptyStore(t);
  assert.ok(loadText(store, file).success);
  const text = exported(store);
  const elsewhere = emptyStore(t);
  assert.match(said(loadText(elsewhere, text)), /private_key: This field is required\./);
  const whole = text.replace(/public_key: a\n/, "public_key: a\n      private_key: very-secret\n");
  const result = loadText(elsewhere, whole);
  assert.ok(result.success, said(result));
  assert.equal(exported(elsewhere), text);
});

test("secrets are left out and named in a comment; names that were null are blank", (t) => {
  const store = emptyStore(t);
  assert.ok(loadText(store, file).success);
  const [totp] = store.objects.list("authentik_stages_authenticator_totp.authenticatortotpstage");
  // As stores from before have it.
  if (totp) store.objects.update(totp.pk, null, { ...totp.data, friendly_name: null });
  const text = exported(store);
  assert.match(
    text,
    /^# Left out because they are secret\. [^\n]+\n# {3}authentik_stages_captcha\.captchastage "c": private_key\ncontext/,
  );
  assert.doesNotMatch(text, /very-secret|friendly_name: null/);
  assert.equal(text.match(/friendly_name: ""/g)?.length, 2);
});
