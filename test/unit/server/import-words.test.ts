import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { directions, type TargetLocale } from "../../../src/protocol/locales/locales.ts";
import { existingFlows } from "../../../src/server/demo/existing-flows.ts";
import { seedBlueprints } from "../../../src/server/engine/blueprint/seed-blueprints.ts";
import { remarkLine } from "../../../src/server/http/admin/remark-line.ts";
import { pageWords } from "../../../src/server/http/page-words.ts";
import { knownModels } from "../../../src/server/engine/blueprint/known-models.ts";
import { importableModels as models } from "../../../src/server/services/importable-models.ts";
import { emptyStore, loadEntries, loadText, said } from "./support/loaded-files.ts";
import { testApp } from "./support/test-app.ts";

const example = (slug: string, designation: string): string => `version: 1
entries:
  - model: authentik_flows.flow
    id: flow
    identifiers: { slug: ${slug} }
    attrs: { name: Example, title: Example, designation: ${designation} }
  - { model: authentik_stages_dummy.dummystage, id: stage, identifiers: { name: example-${slug} } }
  - { model: authentik_flows.flowstagebinding, identifiers: { target: !KeyOf flow, stage: !KeyOf stage, order: 11 } }
`;

const names = ["default-enrollment-flow", "default-recovery-flow", "default-unenrollment-flow", "initial-setup"];

test("flows of authentik's examples are not mixed with those of a fresh server", (t) => {
  const { store } = testApp(t);
  for (const slug of names) {
    const result = loadText(store, example(slug, "recovery"));
    assert.ok(result.success, said(result));
    assert.doesNotMatch(said(result), /Changes the flow/);
  }
});

test("steps that are added to a flow which has some are told", (t) => {
  const { store } = testApp(t);
  const text = example("account-deletion", "unenrollment");
  assert.match(
    said(loadText(store, text)),
    /^warning: Changes the flow account-deletion, which keeps 2 steps of its own$/m,
  );
  assert.doesNotMatch(said(loadText(store, text)), /Changes the flow/);
});

test("a store from before keeps its flows with their slugs, and what refers to them", (t) => {
  const store = emptyStore(t);
  for (const slug of names) assert.ok(loadText(store, example(slug, "recovery")).success);
  const folder = new URL("../../../src/server/blueprints/", import.meta.url).pathname;
  seedBlueprints([folder], { store, models, context: {}, now: 0 });
  const flows = store.objects.list("authentik_flows.flow");
  const slugs = flows.map(({ data }) => String(data.slug));
  assert.deepEqual(
    slugs.filter((slug) => slug.startsWith("account-")),
    [],
  );
  const recovery = flows.find(({ data }) => data.slug === "default-recovery-flow")?.pk;
  assert.equal(store.objects.list("authentik_brands.brand")[0]?.data.flow_recovery, recovery);
});

test("the demonstration lists what a store from before has", (t) => {
  const store = emptyStore(t);
  assert.ok(loadText(store, example("default-recovery-flow", "recovery")).success);
  const links = existingFlows(store).flatMap((group) => group.links.map(({ path }) => path));
  assert.deepEqual(
    links.filter((path) => path.startsWith("/if/flow/")),
    ["/if/flow/default-recovery-flow/"],
  );
});

test("no stage of ours has the name of one in an example", (t) => {
  const { store } = testApp(t);
  const stages = models.filter(({ family }) => family === "stage").flatMap(({ name }) => store.objects.list(name));
  const names = stages.map(({ data }) => String(data.name));
  assert.deepEqual(
    names.filter((name) => /^default-(recovery|enrollment|unenrollment)-/.test(name)),
    [],
  );
});

test("a model is known and not here, misspelt, or not known at all", (t) => {
  const store = emptyStore(t);
  const refusal = (model: string): string => said(loadEntries(store, [{ model, identifiers: { name: "a" } }]));
  for (const model of [
    "authentik_core.application",
    "authentik_core.token",
    "authentik_rbac.role",
    "authentik_events.notificationrule",
    "authentik_tenants.tenant",
    "authentik_providers_oauth2.oauth2provider",
    "authentik_stages_authenticator_duo.authenticatorduostage",
    "authentik_blueprints.blueprintinstance",
    "authentik_crypto.certificatekeypair",
    // Of other releases, and what others derive from.
    "authentik_agents.agent",
    "authentik_core.objectattribute",
    "authentik_core.provider",
    "authentik_flows.stage",
    "authentik_lifecycle.useroffboarding",
    "authentik_policies_conditional.conditionalpolicy",
    "authentik_policies_group_membership.groupmembershippolicy",
    "authentik_requests.requestrulebinding",
    "authentik_sources_ldap.ldappropertymapping",
    "authentik_stages_consent.userconsent",
  ]) {
    assert.match(refusal(model), /The model is not supported here: it [^.]+\. Leave the entry out\.$/, model);
  }
  for (const [model, meant] of [
    ["authentik_flow.flow", "authentik_flows.flow"],
    ["authentik_flows.flows", "authentik_flows.flow"],
    ["authentik_stages_promt.promptstage", "authentik_stages_prompt.promptstage"],
    ["authentik_stages_user_login.userlogin", "authentik_stages_user_login.userloginstage"],
    ["authentik_policies_conditional.conditionalpolcy", "authentik_policies_conditional.conditionalpolicy"],
    ["authentik_request.requestrule", "authentik_requests.requestrule"],
    ["authentik_core.aplication", "authentik_core.application"],
    ["authentik_stages_pasword.passwordstage", "authentik_stages_password.passwordstage"],
  ] as const) {
    assert.ok(refusal(model).endsWith(`App or Model does not exist. Did you mean ${meant}?`), refusal(model));
  }
  assert.match(
    refusal("authentik_cooking.recipe"),
    /does not exist in the releases of authentik that are known here\.$/,
  );
  for (const model of ["cooking.recipe", "x", "a.b.c", "authentik", "x".repeat(5000)]) {
    assert.match(refusal(model), /App or Model does not exist\.$/, model);
  }
});

test("every model that authentik's schema names is known", () => {
  const manifest = createRequire(import.meta.url).resolve("@goauthentik/api/package.json");
  const schema = readFileSync(manifest.replace(/package\.json$/, "schema.yml"), "utf8");
  const named = schema.match(/^ +- authentik_[a-z0-9_]+\.[a-z0-9]+$/gm) ?? [];
  const models = [...new Set(named.map((line) => line.replace(/^ +- /, "")))];
  assert.ok(models.length > 100);
  assert.deepEqual(
    models.filter((model) => !knownModels.has(model)),
    [],
  );
});

test("what was taken back is not said to be created, and that nothing was created is said", (t) => {
  const store = emptyStore(t);
  const stage = { model: "authentik_stages_dummy.dummystage", identifiers: { name: "a" } };
  const refused = loadEntries(store, [stage, { model: "cooking.recipe", identifiers: { name: "a" } }]);
  assert.doesNotMatch(said(refused), /created/);
  const skipped = loadEntries(store, [{ ...stage, conditions: [false] }]);
  assert.ok(skipped.success);
  assert.match(said(skipped), /^warning: Nothing was created: no entry of it applies here$/m);
  assert.doesNotMatch(said(loadEntries(store, [stage])), /Nothing/);
});

const languages = Object.keys(directions).filter((locale): locale is TargetLocale => locale !== "en");

/** What goes wrong when somebody writes or edits a file by hand, each with a word of what is said. */
const mistakes: readonly (readonly [text: string, says: RegExp])[] = [
  ["a: b: c", /put this value in quotes/],
  ["version 1\nentries: []", /each key stands in a line of its own/],
  ["entries:\n\t- model: a", /indent with spaces/],
  ["entries:\n  - model: a\n   id: b", /begins in the same column/],
  ['version: "1', /a quote, a bracket or a comma/],
  ["version: @one", /put this value in quotes/],
  ["entries:\n  - model: a\n     id: b", /each key stands in a line of its own/],
  ["a:\n    b: 1\n  c: 2", /begins in the same column/],
  ["entries: [{ model: a }", /a quote, a bracket or a comma/],
  ['{ "a": 1 "b": 2 }', /a quote, a bracket or a comma/],
  ["", /There is nothing in it/],
  ["only words", /has to be a mapping/],
  ["<!doctype html><p>404</p>", /web page/],
  ["name: x", /neither is here/],
  ["version: 2\nentries: []", /Invalid blueprint version: 2/],
  ["version: 1\nentries: 5", /`entries` has to be a list/],
  ["entries: [5]", /A mapping is expected/],
  ["entries: [{ identifiers: { name: a } }]", /has no `model`/],
  ["entries: [{ model: a, identifiers: b }]", /`identifiers` has to be a mapping/],
  ["entries: [{ model: a, attrs: [b] }]", /`attrs` has to be a mapping/],
  ["entries: [{ model: a, conditions: b }]", /`conditions` has to be a list/],
  ["entries: [{ model: !Nothing a }]", /Unknown tag !Nothing/],
  ["{{ name }}: a", /for a template/],
  ["? [a]\n: b", /Keys have to be text/],
  ["version: 1\nversion: 1", /is there twice/],
  ...[
    ["cooking.recipe, identifiers: { name: a }", /does not exist/],
    ["authentik_flow.flow, identifiers: { slug: a }", /Did you mean authentik_flows.flow/],
    ["authentik_rbac.role, identifiers: { name: a }", /belongs to roles/],
    ["authentik_core.token, identifiers: { name: a }", /the API's tokens/],
    ["authentik_sources_ldap.ldapsource, identifiers: { slug: a }", /an external source/],
    ["authentik_stages_authenticator_duo.authenticatorduostage, identifiers: { name: a }", /account at Duo/],
    ["authentik_flows.flow, identifiers: { slugg: a }", /Invalid identifier field: slugg/],
    ["authentik_flows.flow, attrs: { name: a }", /No or invalid identifiers/],
    ["authentik_flows.flow, identifiers: { slug: a }, attrs: { title: a }", /This field is required/],
    [
      "authentik_flows.flow, identifiers: { slug: a }, attrs: { name: a, title: a, designation: b }",
      /not a valid choice/,
    ],
    ["authentik_flows.flow, identifiers: { slug: a b }, attrs: { name: a, title: a, designation: recovery }", /slug/],
    ["authentik_flows.flowstagebinding, identifiers: { target: a, stage: b, order: 0 }", /object does not exist/],
    ["authentik_flows.flowstagebinding, identifiers: { target: !KeyOf a, stage: b, order: 0 }", /failed to find entry/],
    [
      "authentik_flows.flowstagebinding, identifiers: { target: !Find [authentik_flows.flow], order: 0 }",
      /pairs of key/,
    ],
    [
      "authentik_stages_user_login.userloginstage, identifiers: { name: a }, attrs: { session_duration: an hour }",
      /correct format/,
    ],
  ].map(([entry, says]): [string, RegExp] => [`entries: [{ model: ${String(entry)} }]`, says as RegExp]),
];

test("what goes wrong with files that are written by hand is said in every language", (t) => {
  const store = emptyStore(t);
  for (const [text, says] of mistakes) {
    const { success, remarks } = loadText(store, text);
    assert.ok(!success, text);
    const [fault] = remarks;
    assert.ok(fault && says.test(fault.event), `${text}: ${fault?.event}`);
    for (const locale of languages) {
      const said = String(remarkLine(pageWords(locale), fault));
      assert.doesNotMatch(said, /lang="en"/, `${text} in ${locale}: ${said}`);
    }
  }
});

test("a name that is taken is told in every language", (t) => {
  const store = emptyStore(t);
  const account = (name: string): string =>
    `{ model: authentik_core.user, identifiers: { username: ${name} }, attrs: { name: A, email: a@b.example } }`;
  const { remarks } = loadText(store, `entries: [${account("a")}, ${account("b")}]`);
  assert.match(remarks[0]?.event ?? "", /email: This field must be unique\./);
  for (const locale of languages) {
    assert.doesNotMatch(String(remarkLine(pageWords(locale), remarks[0] ?? assert.fail())), /lang="en"/);
  }
});
