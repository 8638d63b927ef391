import assert from "node:assert/strict";
import { test } from "node:test";
import { emptyStore, loadEntries, loadText, objectOf } from "./support/loaded-files.ts";

const email = "authentik_stages_email.emailstage";
const prompt = "authentik_stages_prompt.prompt";

test("what was read in another way than it is written is said, with its line and the release", (t) => {
  const store = emptyStore(t);
  const result = loadEntries(store, [{ model: email, identifiers: { name: "a" }, attrs: { token_expiry: 30 } }]);
  const note = result.logs.find(({ event }) => event.startsWith("Written"));
  assert.deepEqual(
    [note?.log_level, note?.event, note?.attributes.line],
    ["info", "Written as before 2025.4: how long a link can be used in minutes", 3],
  );
});

test("fields without names keep apart, come back to themselves, and keep a name they have got since", (t) => {
  const store = emptyStore(t);
  const entries = [0, 1].map((order) => ({
    model: prompt,
    identifiers: { field_key: "nickname", label: "Nickname", order },
    attrs: { type: "text" },
  }));
  assert.ok(loadEntries(store, entries).success);
  assert.ok(loadEntries(store, entries).success);
  const names = (): unknown[] => store.objects.list(prompt).map(({ data }) => data.name);
  assert.deepEqual(names().sort(), ["nickname_Nickname", "nickname_Nickname_2"]);
  const [first] = store.objects.list(prompt);
  loadEntries(store, [{ model: prompt, identifiers: { pk: first?.pk }, attrs: { name: "chosen" } }]);
  assert.ok(loadEntries(store, entries).success);
  assert.ok(names().includes("chosen"));
});

test("before 2023.5 a computed placeholder was what a field holds at first", (t) => {
  const entry = (pk: string, type: string): object => ({
    model: prompt,
    identifiers: { pk: `33333333-3333-4333-8333-33333333333${pk}` },
    attrs: { name: type, type, field_key: type, label: type, placeholder: "return 1", placeholder_expression: true },
  });
  const text = (name: string): string =>
    JSON.stringify({ metadata: { name }, version: 1, entries: [entry("1", "text"), entry("2", "dropdown")] });
  const asYaml = (json: string): string => `# exported\n${json}`;
  const old = emptyStore(t);
  assert.ok(loadText(old, asYaml(text("authentik Export - 2022-10-01 12:00:00.000000"))).success);
  assert.equal(objectOf(old, prompt, "text").initial_value, "return 1");
  assert.equal(objectOf(old, prompt, "text").placeholder, "");
  assert.equal(objectOf(old, prompt, "dropdown").placeholder, "return 1");
  const today = emptyStore(t);
  assert.ok(loadText(today, asYaml(text("authentik Export - 2026-01-01 12:00:00.000000"))).success);
  assert.equal(objectOf(today, prompt, "text").placeholder, "return 1");
});
