import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { flowModel } from "../../../src/server/engine/models/flow-model.ts";
import { importableModels as models } from "../../../src/server/services/importable-models.ts";
import { openStore, type Store } from "../../../src/server/store/store.ts";
import { exported, load, messages } from "./support/flow-files.ts";
import { testApp } from "./support/test-app.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

function emptyStore(t: TestContext): Store {
  const store = openStore(temporaryFolder(t));
  t.after(() => store.database.close());
  return store;
}

test("every flow of the demonstration comes back the same from its export, over itself", (t) => {
  const { store } = testApp(t);
  // An attribute that is not there and one that is null are the same.
  const all = (): unknown =>
    JSON.parse(
      JSON.stringify(
        models.map(({ name }) => store.objects.list(name)),
        (_key, value: unknown) => value ?? undefined,
      ),
    );
  const before = all();
  for (const { data } of store.objects.list(flowModel.name)) {
    const text = exported(store, String(data.slug));
    const result = load(store, text);
    assert.ok(result.success, `${String(data.slug)}: ${messages(result).join("\n")}`);
    assert.equal(exported(store, String(data.slug)), text);
  }
  assert.deepEqual(all(), before);
});

test("a flow comes back the same from its export after everything of it was deleted", (t) => {
  const { store } = testApp(t);
  for (const slug of ["default-password-change", "account-sign-up", "demo-dummy", "default-authenticator-totp-setup"]) {
    const text = exported(store, slug);
    const pks = [...text.matchAll(/^ {6}pk: (\S+)/gm)].map(([, pk = ""]) => pk);
    // What several flows share stays: deleting it would take the others along.
    for (const pk of pks)
      if (store.objects.get(pk)?.model !== "authentik_stages_user_login.userloginstage") store.objects.remove(pk);
    const result = load(store, text);
    assert.ok(result.success, messages(result).join("\n"));
    assert.equal(exported(store, slug), text);
  }
});

test("an export says what a flow consists of, in order, sorted and without secrets", (t) => {
  const text = exported(testApp(t).store, "account-sign-up");
  const entries = [...text.matchAll(/^ {4}model: (\S+)/gm)].map(([, model]) => model);
  assert.deepEqual(
    [...new Set(entries)],
    [
      "authentik_flows.flow",
      "authentik_stages_prompt.prompt",
      "authentik_policies_password.passwordpolicy",
      "authentik_stages_prompt.promptstage",
      "authentik_stages_user_write.userwritestage",
      "authentik_stages_email.emailstage",
      "authentik_stages_user_login.userloginstage",
      "authentik_flows.flowstagebinding",
    ],
  );
  assert.match(text, /^context: \{\}\nentries:\n {2}- attrs:\n/);
  assert.match(
    text,
    /metadata:\n {2}labels:\n {4}blueprints\.goauthentik\.io\/generated: "true"\n {2}name: authentik Export - 1970/,
  );
  assert.doesNotMatch(text, /^ {6}password:/m);
});

test("a document that cannot be applied changes nothing, and the log says where and why", (t) => {
  const store = emptyStore(t);
  const entry = (attrs: string): string =>
    `  - model: authentik_flows.flow\n    identifiers: { slug: a }\n    attrs: ${attrs}\n`;
  const good = entry("{ name: A, title: A, designation: recovery }");
  const bad = load(store, `version: 1\nentries:\n${good}${entry("{ designation: nonsense }")}`);
  assert.equal(bad.success, false);
  assert.equal(store.objects.list(flowModel.name).length, 0);
  assert.deepEqual(messages(bad), [
    `error: file.yaml, line 8: entry 2 (authentik_flows.flow): designation: "nonsense" is not a valid choice.`,
  ]);
  assert.equal(bad.logs[0]?.attributes.line, 8);
});

test("what is no blueprint is said so", (t) => {
  const store = emptyStore(t);
  const reason = (text: string): string => messages(load(store, text)).join();
  assert.match(reason("a: [1"), /^error: file\.yaml, line 1: /);
  assert.match(reason("version: 2\nentries: []"), /Invalid blueprint version/);
  assert.match(reason("hello"), /A blueprint has to be a mapping/);
  assert.match(reason("version: 1\nentries: []\ncontext: !Nonsense 1"), /Unknown tag !Nonsense/);
  const mtls = "version: 1\nentries: [{ model: authentik_stages_mtls.mutualtlsstage, identifiers: { name: x } }]";
  assert.match(reason(mtls), /not supported here: it needs authentik's enterprise edition/);
  const none = "version: 1\nentries: [{ model: authentik_none.such, identifiers: { name: x } }]";
  assert.match(reason(none), /App or Model does not exist/);
});

test("a dry run finds the same, and changes nothing", (t) => {
  const store = emptyStore(t);
  const text = "version: 1\nentries: [{ model: authentik_core.group, identifiers: { name: g } }]";
  assert.deepEqual(messages(load(store, text, { dryRun: true })), ["info: authentik_core.group created"]);
  assert.equal(store.objects.list("authentik_core.group").length, 0);
});

test("a flow in the JSON format before 2022.8 is imported with what was the default then", (t) => {
  const store = emptyStore(t);
  const [flow, prompt, stage, password, write] = ["1", "2", "3", "4", "5"].map(
    (n) => `00000000-0000-0000-0000-00000000000${n}`,
  );
  const document = {
    version: 1,
    entries: [
      {
        identifiers: { pk: flow, slug: "old" },
        model: "authentik_flows.flow",
        attrs: { name: "Old", title: "Old", designation: "enrollment", cache_count: 0 },
      },
      {
        identifiers: { pk: prompt },
        model: "passbook_stages_prompt.prompt",
        attrs: { field_key: "username", label: "Name", type: "username" },
      },
      {
        identifiers: { pk: stage, name: "old-prompt" },
        model: "authentik_stages_prompt.PromptStage",
        attrs: { fields: [prompt] },
      },
      {
        identifiers: { pk: password, name: "old-password" },
        model: "authentik_stages_password.passwordstage",
        attrs: { backends: ["django.contrib.auth.backends.ModelBackend"] },
      },
      {
        identifiers: { pk: write, name: "old-write" },
        model: "authentik_stages_user_write.userwritestage",
        attrs: { can_create_users: true },
      },
      {
        identifiers: { pk: "00000000-0000-0000-0000-000000000006", target: flow, stage, order: 0 },
        model: "authentik_flows.flowstagebinding",
        attrs: { re_evaluate_policies: false },
      },
    ],
  };
  const result = load(store, JSON.stringify(document));
  assert.ok(result.success, messages(result).join("\n"));
  const read = (pk: string | undefined) => store.objects.get(pk ?? "")?.data;
  assert.equal(read(prompt)?.name, `username_${prompt}`);
  assert.deepEqual(read(password)?.backends, ["authentik.core.auth.InbuiltBackend"]);
  assert.equal(read(write)?.user_creation_mode, "create_when_required");
  assert.equal(read("00000000-0000-0000-0000-000000000006")?.evaluate_on_plan, true);
});

test("tags for lists, files and objects", (t) => {
  const store = emptyStore(t);
  const text = `version: 1
context: { names: [anna, ben], ports: { http: 80 } }
entries:
  - model: authentik_core.group
    identifiers: { name: base }
    attrs: { attributes: { level: 3 } }
  - model: authentik_core.group
    identifiers: { name: all }
    attrs:
      attributes:
        list: !Enumerate [!Context names, SEQ, !Format ["%d:%s", !Index 0, !Value 0]]
        map: !Enumerate [!Context ports, MAP, [!Index 0, !Value 0]]
        nested: !Enumerate [[a, b], SEQ, !Enumerate [xy, SEQ, !Format ["%s%s", !Value 1, !Value 0]]]
        parsed: !ParseJSON '{"a": [1]}'
        at: !AtIndex [!Context names, 1]
        missing: !AtIndex [!Context ports, https, 443]
        object: !AtIndex [!FindObject [authentik_core.group, [name, base]], attributes]
        file: !File [/nonexistent, fallback]
        secret: !File [/etc/hostname, not from elsewhere]
        anchored: &anchor { a: 1 }
        again: *anchor
`;
  const result = load(store, text);
  assert.ok(result.success, messages(result).join("\n"));
  const group = store.objects.list("authentik_core.group").find(({ data }) => data.name === "all");
  assert.deepEqual(group?.data.attributes, {
    list: ["0:anna", "1:ben"],
    map: { http: 80 },
    nested: [
      ["ax", "ay"],
      ["bx", "by"],
    ],
    parsed: { a: [1] },
    at: "ben",
    missing: 443,
    object: { level: 3 },
    file: "fallback",
    secret: "not from elsewhere",
    anchored: { a: 1 },
    again: { a: 1 },
  });
});

test("tags that make no sense say why", (t) => {
  const store = emptyStore(t);
  const reason = (value: string): string =>
    messages(
      load(store, `version: 1\nentries: [{ model: authentik_core.group, identifiers: { name: ${value} } }]`),
    ).join();
  assert.match(reason("!Index 0"), /Index tags are only usable inside an Enumerate tag/);
  assert.match(reason("!AtIndex [[a], 3]"), /Index out of range: 3/);
  assert.match(reason("!AtIndex [{ a: 1 }, b]"), /Key does not exist: b/);
  assert.match(reason("!AtIndex [[a], b]"), /Invalid index for list: b/);
  assert.match(reason("!Enumerate [1, SEQ, a]"), /'s iterable must be an iterable such as a sequence or a mapping/);
  assert.match(reason("!Enumerate [[1], MAP, a]"), /Invalid Enumerate item found: "a"/);
  assert.match(reason("!Condition [AND]"), /At least one value is required after mode selection/);
  assert.match(reason("!ParseJSON nonsense"), /!ParseJSON: /);
});

test("a document that grows beyond measure by its aliases is refused", (t) => {
  const store = emptyStore(t);
  const levels = Array.from({ length: 9 }, (_, n) => `l${n + 1}: &l${n + 1} [${Array(9).fill(`*l${n}`).join(", ")}]`);
  const text = `version: 1\nentries: []\ncontext:\n  l0: &l0 [a]\n  ${levels.join("\n  ")}\n`;
  assert.match(messages(load(store, text)).join(), /The document is too large/);
});
