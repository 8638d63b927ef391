import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { applyBlueprint } from "../../../src/server/engine/blueprint/apply-blueprint.ts";
import { BlueprintError } from "../../../src/server/engine/blueprint/blueprint-error.ts";
import { parseBlueprint, type Value } from "../../../src/server/engine/blueprint/parse-blueprint.ts";
import { importableModels as models } from "../../../src/server/services/importable-models.ts";
import { openStore, type Store } from "../../../src/server/store/store.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

const flowModelName = "authentik_flows.flow";

function emptyStore(t: TestContext): Store {
  const store = openStore(temporaryFolder(t));
  t.after(() => store.database.close());
  return store;
}

function apply(store: Store, text: string, context: Record<string, Value> = {}): void {
  applyBlueprint(parseBlueprint(text, "test.yaml"), { store, models, context, now: 0, isTrusted: true });
}

const flow = (slug: string, extra = ""): string => `
  - model: authentik_flows.flow
    id: ${slug}
    identifiers:
      slug: ${slug}
    attrs:
      name: Flow
      title: Flow
      designation: recovery
      ${extra}`;

test("creates what is missing and changes what is there", (t) => {
  const store = emptyStore(t);
  apply(store, `version: 1\nentries:${flow("a")}`);
  apply(store, `version: 1\nentries:${flow("a", "layout: sidebar_left")}`);
  const flows = store.objects.list(flowModelName);
  assert.equal(flows.length, 1);
  assert.equal(flows[0]?.data.layout, "sidebar_left");
  assert.equal(flows[0].data.denied_action, "message_continue");
});

test("the states of entries", (t) => {
  const store = emptyStore(t);
  const entry = (state: string, title: string): string =>
    `version: 1\nentries:\n  - { model: ${flowModelName}, state: ${state}, identifiers: { slug: a }, attrs: { name: x, title: ${title}, designation: recovery } }`;
  const title = (): unknown => store.objects.list(flowModelName)[0]?.data.title;
  apply(store, entry("must_created", "first"));
  assert.throws(() => apply(store, entry("must_created", "second")), /must_created and object exists already/);
  apply(store, entry("created", "third"));
  assert.equal(title(), "first");
  apply(store, entry("present", "fourth"));
  assert.equal(title(), "fourth");
  apply(store, entry("absent", "fifth"));
  assert.equal(title(), undefined);
});

test("tags", (t) => {
  const store = emptyStore(t);
  process.env.BLUEPRINT_TEST = "from the environment";
  t.after(() => delete process.env.BLUEPRINT_TEST);
  const text = `version: 1
context: { words: { a: 1 }, name: Inner }
entries:${flow("a")}
  - model: authentik_flows.flow
    identifiers: { slug: !Format ["%s-%s", !Context prefix, b] }
    attrs:
      name: !Env BLUEPRINT_TEST
      title: !If [!Condition [AND, true, !Context prefix], !Context [missing, fallback], no]
      designation: !If [false, recovery, enrollment]
  - model: authentik_core.group
    identifiers: { name: g }
    attrs:
      attributes:
        found: !Find [authentik_flows.flow, [slug, a]]
        same: !KeyOf a
        none: !Find [authentik_flows.flow, [slug, zzz]]
        nested: [!Context name, { deep: !Env [BLUEPRINT_UNSET, 7] }]
        xor: !Condition [XOR, true, true]
        short: !If [""]`;
  apply(store, text, { prefix: "p" });
  const second = store.objects.list(flowModelName)[1]?.data;
  assert.deepEqual(
    [second?.slug, second?.name, second?.title, second?.designation],
    ["p-b", "from the environment", "fallback", "enrollment"],
  );
  const attributes = store.objects.list("authentik_core.group")[0]?.data.attributes;
  const pk = store.objects.list(flowModelName)[0]?.pk;
  assert.deepEqual(attributes, {
    found: pk,
    same: pk,
    none: null,
    nested: ["Inner", { deep: 7 }],
    xor: false,
    short: false,
  });
});

test("entries whose conditions are not met are skipped", (t) => {
  const store = emptyStore(t);
  apply(
    store,
    `version: 1\nentries:\n  - { model: ${flowModelName}, conditions: [true, !Context no], identifiers: { slug: a } }`,
  );
  assert.equal(store.objects.list(flowModelName).length, 0);
});

test("written-out primary keys are linked to the objects they became", (t) => {
  const store = emptyStore(t);
  apply(store, `version: 1\nentries:${flow("a")}`);
  const stage = "authentik_stages_dummy.dummystage";
  const binding = "authentik_flows.flowstagebinding";
  apply(
    store,
    `version: 1
entries:
  - { model: ${flowModelName}, identifiers: { pk: 11111111-0000-4000-8000-000000000001, slug: a } }
  - { model: ${stage}, identifiers: { pk: 11111111-0000-4000-8000-000000000002, name: s } }
  - model: ${binding}
    identifiers: { target: 11111111-0000-4000-8000-000000000001, stage: 11111111-0000-4000-8000-000000000002, order: 0 }`,
  );
  assert.equal(store.objects.list(stage)[0]?.pk, "11111111-0000-4000-8000-000000000002");
  assert.equal(store.objects.list(binding)[0]?.data.target, store.objects.list(flowModelName)[0]?.pk);
});

test("a document that fails changes nothing and says where", (t) => {
  const store = emptyStore(t);
  const cases: [string, number, RegExp][] = [
    [
      `version: 1\nentries:${flow("a")}\n  - model: authentik_flows.flow\n    identifiers: { slug: b }`,
      12,
      /entry 2 \(authentik_flows\.flow\).*name: This field is required/,
    ],
    [
      `version: 1\nentries:${flow("a")}\n  - model: authentik_none.such\n    identifiers: { slug: b }`,
      12,
      /App or Model does not exist/,
    ],
    [
      `version: 1\nentries:${flow("a")}\n  - model: authentik_flows.flow\n    identifiers: { slug: !KeyOf nothing }`,
      13,
      /failed to find entry with `id` of `nothing`/,
    ],
    [
      `version: 1\nentries:${flow("a")}\n  - model: authentik_flows.flow\n    identifiers: { colour: b }`,
      12,
      /Invalid identifier field: colour/,
    ],
    [`version: 1\nentries:\n  - model: x\n    identifiers: { slug: !Magic b }`, 4, /Unknown tag !Magic/],
    ["version: 2\nentries: []", 1, /Invalid blueprint version: 2/],
    ["version: 1\nentries: 5", 2, /`entries` has to be a list/],
    ["version: 1\nentries:\n  - identifiers: {}", 3, /no `model`/],
    ["version: 1\nentries: [", 2, /test\.yaml, line 2/],
    [`version: 1\nentries:${flow("a", "layout: diagonal")}`, 11, /layout: "diagonal" is not a valid choice/],
  ];
  for (const [text, line, message] of cases) {
    assert.throws(
      () => apply(store, text),
      (error) => {
        assert.ok(error instanceof BlueprintError, String(error));
        assert.match(error.message, message);
        assert.equal(error.line, line, error.message);
        return true;
      },
    );
    assert.equal(store.objects.list(flowModelName).length, 0);
  }
});

test("two stages of different types cannot share a name", (t) => {
  const store = emptyStore(t);
  const text = `version: 1
entries:
  - { model: authentik_stages_dummy.dummystage, identifiers: { name: s } }
  - { model: authentik_stages_deny.denystage, identifiers: { name: s } }`;
  assert.throws(() => apply(store, text), /line 4: entry 2 .*name: This field must be unique/);
});

test("a binding has to be evaluated at some time, a policy binding to name exactly one subject", (t) => {
  const store = emptyStore(t);
  const binding = `version: 1
entries:${flow("a")}
  - { model: authentik_stages_dummy.dummystage, id: s, identifiers: { name: s } }
  - { model: authentik_flows.flowstagebinding, identifiers: { target: !KeyOf a, stage: !KeyOf s, order: 0 }, attrs: { re_evaluate_policies: false } }`;
  assert.throws(() => apply(store, binding), /Either evaluation on plan or evaluation on run must be enabled/);
  const policy = `version: 1
entries:${flow("a")}
  - { model: authentik_policies.policybinding, identifiers: { target: !KeyOf a, order: 0 } }`;
  assert.throws(() => apply(store, policy), /One of 'group', 'policy', 'user' must be set\./);
});

test("removing a flow removes what is bound to it", (t) => {
  const store = emptyStore(t);
  apply(
    store,
    `version: 1
entries:${flow("a")}
  - { model: authentik_stages_dummy.dummystage, id: s, identifiers: { name: s } }
  - { model: authentik_flows.flowstagebinding, identifiers: { target: !KeyOf a, stage: !KeyOf s, order: 0 } }
  - { model: authentik_flows.flow, state: absent, identifiers: { slug: a } }`,
  );
  assert.deepEqual(store.objects.list("authentik_flows.flowstagebinding"), []);
  assert.equal(store.objects.list("authentik_stages_dummy.dummystage").length, 1);
});

test("users have passwords and groups, and keep both unless told otherwise", (t) => {
  const store = emptyStore(t);
  apply(
    store,
    `version: 1
entries:
  - { model: authentik_core.group, id: g, identifiers: { name: g } }
  - { model: authentik_core.user, identifiers: { username: u }, attrs: { name: U, email: u@x.test, password: p, groups: [!KeyOf g] } }
  - { model: authentik_core.user, identifiers: { username: u }, attrs: { name: V, attributes: { upn: U@Corp } } }`,
  );
  const user = store.users.findByFields(["upn"], "u@corp", true);
  assert.equal(user?.name, "V");
  assert.equal(store.users.groupsOf(user.pk).length, 1);
  assert.match(store.users.passwordHash(user.pk) ?? "", /^\$argon2id\$/);
  assert.throws(
    () =>
      apply(
        store,
        "version: 1\nentries:\n  - { model: authentik_core.user, identifiers: { username: w }, attrs: { name: W, email: nonsense } }",
      ),
    /email: Enter a valid email address\./,
  );
});
