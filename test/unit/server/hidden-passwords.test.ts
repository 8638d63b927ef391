import assert from "node:assert/strict";
import { test } from "node:test";
import { Diary } from "./support/diary.ts";
import { flowWith } from "./support/flow-blueprint.ts";
import { addBlueprint, demoPassword, expectChallenge, testApp, TestBrowser } from "./support/test-app.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

const home = { component: "xak-flow-redirect", to: "/" };

test("prompts for passwords under any key, and text under the key of the password", async (t) => {
  const diary = new Diary(t);
  const field = (id: string, attrs: string): string =>
    `  - { model: authentik_stages_prompt.prompt, id: ${id}, identifiers: { name: ${id} }, attrs: { label: x, required: false, ${attrs} } }`;
  const prompts = [
    field("pin", "type: password, field_key: attributes.pin"),
    field("given", "type: password, field_key: given, initial_value: laid-down-secret-1"),
    // Two passwords would be one and its repetition.
    field("third", "type: password, field_key: third"),
    field("plain", "type: text, field_key: password"),
  ];
  const flow = flowWith("asks", "designation: enrollment", [
    { model: "prompt.promptstage", attrs: "fields: [!KeyOf pin, !KeyOf given, !KeyOf third, !KeyOf plain]" },
    { model: "dummy.dummystage" },
  ]);
  addBlueprint(diary.app, `${prompts.join("\n")}\n${flow}`);
  const browser = diary.browser();
  const answer = { "attributes.pin": diary.note("pin-of-somebody-77"), password: diary.note("typed-as-plain-text-5") };
  expectChallenge(await browser.post("asks", answer), "ak-stage-dummy");
  diary.check();
  const rows = diary.app.store.database.rows("SELECT data FROM sessions") as { data: string }[];
  const kept = rows.map(({ data }) => diary.app.store.vault.open("sessions", data)).join("\n");
  for (const secret of [answer["attributes.pin"], answer.password, "laid-down-secret-1"]) {
    assert.ok(!kept.includes(secret), `${secret} is not in the session`);
  }
  assert.equal(kept.match(/\{"\$password_hash":"\$argon2id\$/g)?.length, 6);
});

test("text that looks like a hash is a password like any other", async (t) => {
  const diary = new Diary(t);
  const browser = diary.browser();
  const hash = diary.app.store.users.passwordHash(diary.app.store.users.findByUsername("user")?.pk ?? 0);
  assert.ok(hash?.startsWith("$argon2id$"));
  const flow = "default-password-change";
  await browser.signIn("admin");
  await browser.get(flow);
  await browser.post(flow, { password: demoPassword });
  for (const forged of [{ $password_hash: hash }, [hash]]) {
    const refused = await browser.post(flow, { password: forged, password_repeat: forged });
    assert.ok(expectChallenge(refused, "ak-stage-prompt").response_errors);
  }
  assert.deepEqual(await browser.post(flow, { password: hash, password_repeat: hash }), home);
  const fresh = diary.browser();
  await fresh.post("default-authentication-flow", { uid_field: "admin" });
  expectChallenge(await fresh.post("default-authentication-flow", { password: demoPassword }), "ak-stage-password");
  assert.deepEqual(await fresh.post("default-authentication-flow", { password: hash }), home);
});

test("expressions that come after the form do not see the password", async (t) => {
  const seen: string[] = [];
  const app = testApp(t, { dataDir: temporaryFolder(t), log: (_level, text) => void seen.push(text) });
  const policy =
    "  - { model: authentik_policies_expression.expressionpolicy, id: look, identifiers: { name: look }, attrs: { expression: \"ak_logger.warning(str(context.get('prompt_data')))\\nreturn True\" } }";
  const stages = flowWith("looks", "designation: enrollment", [
    {
      model: "prompt.promptstage",
      attrs:
        "fields: [!Find [authentik_stages_prompt.prompt, [name, account-password]]], validation_policies: [!KeyOf look]",
    },
    {
      model: "dummy.dummystage",
      policy: "policy: !KeyOf look",
      binding: "re_evaluate_policies: true, evaluate_on_plan: false",
    },
  ]);
  addBlueprint(app, `${policy}\n${stages}`);
  expectChallenge(await new TestBrowser(app).post("looks", { password: "seen-only-once-8" }), "ak-stage-dummy");
  const [first, ...later] = seen.filter((text) => text.includes("password"));
  assert.match(first ?? "", /seen-only-once-8/);
  assert.ok(later.length > 0);
  for (const text of later) assert.doesNotMatch(text, /seen-only-once-8/);
});
