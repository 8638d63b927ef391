/** Folders of data that earlier versions left: the server starts on them, and their flows have the steps that they have today, once. */
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { seedBlueprints } from "../../../src/server/engine/blueprint/seed-blueprints.ts";
import { importableModels as models } from "../../../src/server/services/importable-models.ts";
import { openStore, type Store } from "../../../src/server/store/store.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";
import { demoPassword, expectChallenge, testApp, TestBrowser } from "./support/test-app.ts";

const flow = (
  slug: string,
  designation: string,
  ...steps: readonly (readonly [stage: string, order: number])[]
): string =>
  [
    `  - { model: authentik_flows.flow, id: ${slug}, identifiers: { slug: ${slug} }, attrs: { name: A, title: A, designation: ${designation} } }`,
    ...steps.map(
      ([stage, order]) =>
        `  - { model: authentik_flows.flowstagebinding, identifiers: { target: !KeyOf ${slug}, stage: !Find [authentik_flows.stage, [name, ${stage}]], order: ${order} } }`,
    ),
  ].join("\n");
const stage = (model: string, name: string, attrs = ""): string =>
  `  - { model: authentik_stages_${model}, identifiers: { name: ${name} }, attrs: { ${attrs} } }`;

/** What the first version with accounts brought, as far as it is otherwise today. */
const firstVersion = [
  ...["password", "password_repeat"].map(
    (key) =>
      `  - { model: authentik_stages_prompt.prompt, identifiers: { name: account-${key.replace("_", "-")} }, attrs: { field_key: ${key}, label: Password, type: password, order: 40 } }`,
  ),
  stage("identification.identificationstage", "default-recovery-identification", "user_fields: [username, email]"),
  stage("email.emailstage", "default-recovery-email", "template: email/password_reset.html"),
  stage(
    "prompt.promptstage",
    "default-recovery-prompt",
    "fields: [!Find [authentik_stages_prompt.prompt, [name, account-password]], !Find [authentik_stages_prompt.prompt, [name, account-password-repeat]]]",
  ),
  stage("user_write.userwritestage", "account-update-user", "user_creation_mode: never_create"),
  stage("dummy.dummystage", "Here the e-mail would be on its way"),
  `  - { model: flow_demo_stages_scripted.scriptedstage, identifiers: { name: demo-captcha }, attrs: { challenges: [{ component: ak-stage-dummy, name: a }] } }`,
  flow(
    "default-recovery-flow",
    "recovery",
    ["default-recovery-identification", 10],
    ["default-recovery-email", 20],
    ["default-recovery-prompt", 30],
    ["account-update-user", 40],
  ),
  flow("default-password-change", "stage_configuration", ["default-recovery-prompt", 10], ["account-update-user", 20]),
  flow("demo-recovery", "recovery", ["Here the e-mail would be on its way", 20]),
  flow("demo-captcha", "stage_configuration", ["demo-captcha", 10]),
].join("\n");

/** A folder as that version left it. */
function oldFolder(folder: string): string {
  const blueprints = join(folder, "blueprints");
  mkdirSync(blueprints);
  writeFileSync(join(blueprints, "25-account-flows.yaml"), `version: 1\nentries:\n${firstVersion}\n`);
  const data = join(folder, "data");
  const store = openStore(data);
  seedBlueprints([blueprints], { store, models, context: {}, now: 0 });
  store.database.close();
  return data;
}

function stepsOf({ objects }: Store, slug: string): string[] {
  const target = objects.list("authentik_flows.flow").find(({ data }) => data.slug === slug)?.pk;
  const bindings = objects.list("authentik_flows.flowstagebinding").map(({ data }) => data);
  return bindings
    .filter((binding) => binding.target === target)
    .sort((a, b) => Number(a.order) - Number(b.order))
    .map((binding) => `${String(binding.order)} ${String(objects.get(String(binding.stage))?.data.name)}`);
}

test("a store from the first version starts, and its flows have their steps once", async (t) => {
  const app = testApp(t, { dataDir: oldFolder(temporaryFolder(t)) });
  assert.deepEqual(stepsOf(app.store, "default-recovery-flow"), [
    "10 default-recovery-identification",
    "20 default-recovery-email",
    "25 default-recovery-validation",
    "30 default-recovery-prompt",
    "40 account-update-user",
    "100 default-authentication-login",
  ]);
  assert.deepEqual(stepsOf(app.store, "default-password-change"), [
    "0 default-password-change-prompt",
    "1 default-password-change-write",
  ]);
  assert.deepEqual(stepsOf(app.store, "demo-recovery"), [
    "10 demo-recovery-identification",
    "20 Here the email would be on its way",
  ]);
  assert.deepEqual(stepsOf(app.store, "demo-captcha"), ["10 demo-captcha-visible"]);

  const browser = new TestBrowser(app);
  await browser.signIn("user");
  const asked = expectChallenge(await browser.get("default-password-change"), "ak-stage-password");
  assert.ok(asked);
  await browser.post("default-password-change", { password: demoPassword });
  const done = await browser.post("default-password-change", {
    password: "another one",
    password_repeat: "another one",
  });
  assert.equal(done.component, "xak-flow-redirect");
  const stranger = new TestBrowser(app);
  expectChallenge(await stranger.get("default-recovery-flow"), "ak-stage-identification");
  expectChallenge(await stranger.post("default-recovery-flow", { uid_field: "user" }), "ak-stage-email");
});
