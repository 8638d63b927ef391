/** For each kind of file that administrators have, several of that kind: taken, or refused with the sentence that helps. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { importBlueprint, type ImportResult } from "../../../src/server/engine/blueprint/import-blueprint.ts";
import { importableModels as models } from "../../../src/server/services/importable-models.ts";
import type { Store } from "../../../src/server/store/store.ts";
import { exported } from "./support/flow-files.ts";
import { emptyStore, loadEntries, said } from "./support/loaded-files.ts";

interface Written {
  readonly model: string;
  readonly id?: string;
  readonly identifiers: object;
  readonly attrs?: object;
  readonly conditions?: readonly unknown[];
  readonly state?: string;
}

const flow: Written = {
  model: "authentik_flows.flow",
  identifiers: { pk: "11111111-1111-4111-8111-111111111111", slug: "a" },
  attrs: { name: "A", title: "A", designation: "recovery" },
};
const stagePk = "22222222-2222-4222-8222-222222222222";
const stage = (name: string, attrs: object = {}): Written => ({
  model: `authentik_stages_${name}`,
  identifiers: { pk: stagePk, name: "s" },
  attrs,
});
const bound: Written = {
  model: "authentik_flows.flowstagebinding",
  identifiers: { target: "11111111-1111-4111-8111-111111111111", stage: stagePk, order: 0 },
};
const dummy = (name: string, more: Partial<Written> = {}): Written => ({
  model: "authentik_stages_dummy.dummystage",
  identifiers: { name },
  ...more,
});

const applications = "it belongs to applications, which this server does not have";
const enterprise = "it needs authentik's enterprise edition";
const source = "it needs an external source";

test("what stands beside flows is named with its reason, and left out where one asks for it", (t) => {
  const store = emptyStore(t);
  const load = (entry: Written, isFlowsOnly: boolean): ImportResult => {
    const text = JSON.stringify({ version: 1, entries: [flow, entry] });
    return importBlueprint(text, "f.yaml", { store, models, now: 0 }, { isFlowsOnly, dryRun: true });
  };
  for (const [model, why] of [
    ["authentik_core.application", applications],
    ["authentik_core.applicationentitlement", applications],
    ["authentik_providers_proxy.proxyprovider", applications],
    ["authentik_providers_saml.samlprovider", applications],
    ["authentik_providers_oauth2.scopemapping", applications],
    ["authentik_blueprints.blueprintinstance", "it is for another part of authentik"],
    ["authentik_stages_consent.userconsent", "it is for another part of authentik"],
    ["authentik_policies_reputation.reputation", "it is for another part of authentik"],
    ["authentik_requests.requestrule", enterprise],
    ["authentik_core.token", "it belongs to the API's tokens, which this server does not have"],
    ["authentik_rbac.role", "it belongs to roles, which this server does not have"],
    ["authentik_outposts.outpost", "it belongs to outposts, which this server does not have"],
    ["authentik_events.notificationrule", "it belongs to events and notifications, which this server does not have"],
    ["authentik_crypto.certificatekeypair", "it belongs to certificates, which this server does not have"],
    ["authentik_tenants.domain", "it belongs to tenants, which this server does not have"],
    ["authentik_enterprise.license", enterprise],
    ["authentik_sources_ldap.ldapsource", source],
    ["authentik_sources_saml.samlsource", source],
  ] as const) {
    const entry = { model, identifiers: { name: "x" } };
    const whole = load(entry, false);
    assert.deepEqual([whole.success, whole.beside], [false, 1], model);
    const sentence = `entry 2 (${model}): The model is not supported here: ${why}. Leave the entry out.`;
    assert.equal(whole.remarks[0]?.event, `f.yaml, line 1: ${sentence}`);
    const trimmed = load(entry, true);
    const outcomes = trimmed.applied.map(({ outcome }) => outcome);
    assert.deepEqual([trimmed.success, outcomes], [true, ["created", "left out"]], model);
  }
  // Without one of these a flow would let through whom it should not.
  for (const [model, why] of [
    ["authentik_stages_authenticator_duo.authenticatorduostage", "it needs an account at Duo"],
    ["authentik_stages_mtls.mutualtlsstage", `${enterprise} and a proxy that checks certificates`],
    ["authentik_stages_account_lockdown.accountlockdownstage", enterprise],
    ["authentik_stages_authenticator_endpoint_gdtc.authenticatorendpointgdtcstage", enterprise],
    [
      "authentik_policies_conditional.conditionalpolicy",
      "it is of a newer release, and an expression policy can do the same",
    ],
  ] as const) {
    const trimmed = load({ model, identifiers: { name: "x" } }, true);
    assert.equal(trimmed.success, false, model);
    assert.ok(trimmed.remarks[0]?.event.endsWith(`not supported here: ${why}. Leave the entry out.`), model);
  }
});

test("an export writes no null where authentik takes none", (t) => {
  for (const [name, attrs] of [
    ["authenticator_totp.authenticatortotpstage", { digits: "6" }],
    ["authenticator_static.authenticatorstaticstage", {}],
    ["authenticator_webauthn.authenticatorwebauthnstage", {}],
    ["authenticator_email.authenticatoremailstage", {}],
    ["authenticator_sms.authenticatorsmsstage", { provider: "twilio", from_number: "1", account_sid: "a", auth: "b" }],
  ] as const) {
    for (const friendly of [{}, { friendly_name: null }, { friendly_name: "" }, { friendly_name: "Mine" }]) {
      const store = emptyStore(t);
      const result = loadEntries(store, [flow, stage(name, { ...attrs, ...friendly }), bound]);
      assert.ok(result.success, `${name}: ${said(result)}`);
      const text = exported(store, "a");
      assert.match(
        text,
        "friendly_name" in friendly && friendly.friendly_name ? /friendly_name: Mine/ : /friendly_name: ""/,
      );
      assert.doesNotMatch(text, /friendly_name: null/, name);
    }
  }
});

test("a secret that an export has left out is asked for by its name", (t) => {
  const captcha = "captcha.captchastage";
  for (const [name, attrs, missing] of [
    [captcha, { public_key: "a" }, "private_key: This field is required."],
    [captcha, { public_key: "a", private_key: null }, "private_key: This field may not be null."],
    [captcha, { public_key: "a", private_key: "" }, "private_key: This field may not be blank."],
    [captcha, { private_key: "b" }, "public_key: This field is required."],
    [captcha, { public_key: "a", private_key: "b" }, undefined],
    [captcha, { public_key: "a", private_key: "b", js_url: "https://a.example/a.js", interactive: true }, undefined],
  ] as const) {
    const result = loadEntries(emptyStore(t), [stage(name, attrs)]);
    assert.equal(result.success, missing === undefined, said(result));
    if (missing !== undefined) assert.ok(said(result).endsWith(missing), said(result));
  }
});

test("entries that do not apply here make nothing, and that is said", (t) => {
  const store = emptyStore(t);
  const nothing = "warning: Nothing was created: no entry of it applies here";
  for (const conditions of [[false], [true, false], [null], [0], [""], [[]]]) {
    const result = loadEntries(store, [dummy("a", { conditions })]);
    assert.deepEqual([result.success, said(result).includes(nothing)], [true, true], JSON.stringify(conditions));
  }
  for (const conditions of [[], [true], [true, 1, "a", [0]]]) {
    const result = loadEntries(store, [dummy(JSON.stringify(conditions), { conditions })]);
    assert.deepEqual([result.success, said(result).includes(nothing)], [true, false], JSON.stringify(conditions));
  }
  assert.equal(store.objects.list("authentik_stages_dummy.dummystage").length, 3);
});

test("a refused import has made nothing, and says nothing of the kind", (t) => {
  const wrong: readonly (readonly [Written, RegExp])[] = [
    [{ model: "authentik_flows.flows", identifiers: { slug: "b" } }, /Did you mean authentik_flows\.flow\?$/],
    [{ model: "authentik_core.application", identifiers: { slug: "b" } }, /Leave the entry out\.$/],
    [
      { ...flow, identifiers: { slug: "b" }, attrs: {} },
      /name: This field is required\.; .*designation: This field is/,
    ],
    [{ ...bound, identifiers: { ...bound.identifiers, order: 5 } }, /stage: Invalid pk "2{8}-2222-4222-8222-2{12}"/],
    [dummy("b", { state: "must_created" }), /State is set to must_created and object exists already$/],
    [dummy("c", { state: "maybe" }), /Unknown state maybe\.$/],
    [dummy("c", { conditions: ["a"], identifiers: {} }), /No or invalid identifiers$/],
  ];
  for (const [entry, says] of wrong) {
    const store: Store = emptyStore(t);
    assert.ok(loadEntries(store, [dummy("b")]).success);
    const result = loadEntries(store, [flow, dummy("d"), entry]);
    assert.equal(result.success, false);
    assert.match(said(result), says);
    assert.doesNotMatch(said(result), /created\b(?! and object)/);
    assert.deepEqual([result.remarks[0]?.attributes.line, result.applied.length], [5, 0]);
    assert.deepEqual([store.objects.list(flow.model).length, store.objects.list(dummy("").model).length], [0, 1]);
  }
});
