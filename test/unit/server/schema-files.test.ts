import assert from "node:assert/strict";
import { test } from "node:test";
import { stringify } from "yaml";
import { importBlueprint } from "../../../src/server/engine/blueprint/import-blueprint.ts";
import { userModelName } from "../../../src/server/engine/models/user-fields.ts";
import { importableModels as models } from "../../../src/server/services/importable-models.ts";
import { openStore } from "../../../src/server/store/store.ts";
import { requestOf, type SchemaField } from "./support/schema-requests.ts";
import { type Sample, samplesOf } from "./support/schema-values.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

/** What others refer to, with primary keys of their own. */
const pks = {
  flow: "11111111-0000-4000-8000-000000000001",
  stage: "11111111-0000-4000-8000-000000000002",
  prompt: "11111111-0000-4000-8000-000000000003",
  policy: "11111111-0000-4000-8000-000000000004",
  group: "11111111-0000-4000-8000-000000000005",
  source: "11111111-0000-4000-8000-000000000006",
} as const;

const around = {
  version: 1,
  entries: [
    ["authentik_flows.flow", pks.flow, { slug: "around" }, { name: "A", title: "A", designation: "recovery" }],
    ["authentik_stages_dummy.dummystage", pks.stage, { name: "around" }, {}],
    ["authentik_stages_prompt.prompt", pks.prompt, { name: "around" }, { field_key: "a", label: "a", type: "text" }],
    ["authentik_policies_dummy.dummypolicy", pks.policy, { name: "around" }, {}],
    ["authentik_core.group", pks.group, { name: "around" }, {}],
    [
      "authentik_sources_oauth.oauthsource",
      pks.source,
      { slug: "around" },
      { name: "A", provider_type: "github", consumer_key: "k", consumer_secret: "s" },
    ],
  ].map(([model, pk, identifiers, attrs]) => ({ model, identifiers: { pk, ...(identifiers as object) }, attrs })),
};

/** What a field refers to. */
const references: Readonly<Record<string, keyof typeof pks>> = {
  authentication_flow: "flow",
  captcha_stage: "stage",
  configuration_stages: "stage",
  configure_flow: "flow",
  create_users_group: "group",
  enrollment_flow: "flow",
  fields: "prompt",
  flow: "flow",
  flow_authentication: "flow",
  flow_device_code: "flow",
  flow_invalidation: "flow",
  flow_lockdown: "flow",
  flow_recovery: "flow",
  flow_unenrollment: "flow",
  flow_user_settings: "flow",
  group: "group",
  groups: "group",
  parents: "group",
  password_stage: "stage",
  passwordless_flow: "flow",
  policy: "policy",
  recovery_flow: "flow",
  source: "source",
  sources: "source",
  stage: "stage",
  target: "flow",
  target_flow: "flow",
  validation_policies: "policy",
  webauthn_stage: "stage",
};

/** Rules that authentik has beside its schema: the values to try instead of those of the type. */
const words = (...valid: unknown[]) => ({ valid, invalid: [[], {}, "", null] });
const durations = {
  ...words("hours=1", "minutes=5;seconds=3", "days=1.5"),
  invalid: ["soon", "5", "hour=1", "", [], null],
};
const rules: Readonly<Record<string, { readonly valid: readonly unknown[]; readonly invalid: readonly unknown[] }>> = {
  background: { valid: ["", "/static/a.jpg", "https://a.example/b.png"], invalid: [null, [], "javascript:alert(1)"] },
  consent_expire_in: durations,
  last_auth_threshold: durations,
  recovery_cache_timeout: durations,
  resume_timeout: durations,
  token_expiry: durations,
  remember_me_offset: durations,
  session_duration: durations,
  remember_device: durations,
  template: words("email/password_reset.html", "email/account_confirmation.html", "email/email_otp.html"),
  countries: { valid: [[], ["DE"], ["DE", "FR", "US"]], invalid: [null, "DE", ["de"], ["XX1"], {}, [null]] },
  // Was null before 2025.10, and is still taken.
  friendly_name: { valid: ["", "Key", null], invalid: [[], {}] },
  // An outbox needs no name.
  auth: { valid: ["", "key"], invalid: [[], {}, null] },
  // Of things that are not here, nothing is known.
  mapping: { valid: [null], invalid: [[], {}] },
  webauthn_allowed_device_types: { valid: [[]], invalid: [null, "x", {}] },
  device_type_restrictions: { valid: [[]], invalid: [null, "x", {}] },
  users: { valid: [[]], invalid: [null, "x", {}, [99999], ["nobody"]] },
  user: { valid: [null], invalid: [99999, "nobody", [], {}] },
};

/** What an object needs beside its required fields, to be valid whatever else is tried. */
const beside: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "authentik_policies.policybinding": { policy: pks.policy },
  "authentik_stages_identification.identificationstage": { user_fields: ["username"] },
  "authentik_sources_oauth.oauthsource": {
    authorization_url: "https://a.example/1",
    access_token_url: "https://a.example/2",
    profile_url: "https://a.example/3",
  },
  "authentik_stages_redirect.redirectstage": { target_static: "https://a.example/", target_flow: pks.flow },
};
/** Combinations that rules about several fields refuse, whatever the schema says of the one. */
const together = (model: string, field: string, value: unknown): boolean | undefined => {
  if (model === "authentik_policies.policybinding" && ["policy", "group", "user"].includes(field)) {
    return field === "policy" ? value === pks.policy : value === null;
  }
  if (field === "re_evaluate_policies" && [false, "false", "no", 0, "off"].includes(value as never)) return undefined;
  if (field === "user_fields" && Array.isArray(value) && value.length === 0) return false;
  if (field === "not_configured_action" && value === "configure") return false;
  if (
    model.endsWith("oauthsource") &&
    /^(authorization|access_token|profile)_url$/.test(field) &&
    (value === null || value === "")
  ) {
    return undefined;
  }
  if (model.endsWith("redirectstage") && ["mode", "target_static", "target_flow"].includes(field)) return undefined;
  return true;
};

function firstValue(name: string, field: SchemaField): unknown {
  const family = references[name];
  if (family) return field.type === "array" ? [pks[family]] : pks[family];
  if (field.enum) return field.enum[0];
  if (rules[name]) return rules[name].valid[0];
  return samplesOf(field).find(({ isValid, value }) => isValid && value !== null && value !== "")?.value;
}

function samplesFor(name: string, field: SchemaField): Sample[] {
  const rule = rules[name];
  if (rule) {
    return [
      ...rule.valid.map((value) => ({ value, isValid: true, why: "fits the rule" })),
      ...rule.invalid.map((value) => ({ value, isValid: false, why: "does not fit the rule" })),
    ];
  }
  const family = references[name];
  if (!family) {
    const isForeign = field.format === "uuid" || field.items?.format === "uuid";
    return samplesOf(field).filter(({ isValid }) => !isForeign || !isValid || field.type === "array");
  }
  const nobody = "99999999-0000-4000-8000-000000000000";
  const wrap = (pk: unknown): unknown => (field.type === "array" ? [pk] : pk);
  const isOfAnotherKind = pks[family === "flow" ? "group" : "flow"];
  return [
    { value: wrap(pks[family]), isValid: true, why: "what is there" },
    ...[nobody, isOfAnotherKind, "text", {}, 5].map((pk) => ({
      value: wrap(pk),
      isValid: false,
      why: "nothing there",
    })),
    { value: null, isValid: field.nullable, why: "null" },
    ...(field.type === "array" ? [{ value: [], isValid: true, why: "none" }] : []),
  ];
}

test("whatever authentik's schema takes for a model's field is taken, and nothing else", (t) => {
  const store = openStore(temporaryFolder(t));
  t.after(() => store.database.close());
  const load = (document: unknown, asJson: boolean): { success: boolean; why: string } => {
    const text = asJson ? JSON.stringify(document) : stringify(document, { version: "1.1" });
    const { success, logs } = importBlueprint(text, "file", { store, models, now: 0 }, { dryRun: true });
    return { success, why: logs.at(-1)?.event ?? "" };
  };
  assert.ok(importBlueprint(JSON.stringify(around), "around", { store, models, now: 0 }).success);

  let count = 0;
  const wrong: string[] = [];
  for (const model of [...models.map(({ name }) => name), userModelName]) {
    const fields = requestOf(model);
    if (!fields) continue;
    const base: Record<string, unknown> = { ...beside[model] };
    for (const [name, field] of Object.entries(fields)) {
      if (field.isRequired) base[name] ??= firstValue(name, field);
    }
    const check = (attrs: Record<string, unknown>, expected: boolean, what: string): void => {
      count += 1;
      const identifiers = {
        pk: "22222222-0000-4000-8000-000000000000",
        ...(model === userModelName && { username: "u" }),
      };
      const { success, why } = load({ version: 1, entries: [{ model, identifiers, attrs }] }, count % 2 === 0);
      if (success !== expected) wrong.push(`${model} ${what}: ${expected ? "refused" : "taken"} ${why}`);
    };
    check(base, true, "as simple as can be");
    for (const [name, field] of Object.entries(fields)) {
      if (field.isRequired && model !== userModelName && name !== "auth") {
        const { [name]: _gone, ...rest } = base;
        // Fields of forms had no names before 2023.1.
        check(rest, model === "authentik_stages_prompt.prompt" && name === "name", `without ${name}`);
      }
      for (const { value, isValid, why } of samplesFor(name, field)) {
        if (model === userModelName && name === "username") continue;
        const also = together(model, name, value);
        if (also === undefined) continue;
        check({ ...base, [name]: value }, isValid && also, `${name} = ${JSON.stringify(value).slice(0, 60)} (${why})`);
      }
    }
  }
  assert.deepEqual(wrong, []);
  assert.ok(count >= 3000, `There were only ${count} files.`);
});
