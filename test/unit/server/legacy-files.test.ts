import assert from "node:assert/strict";
import { test } from "node:test";
import { around, oldEntries, prompt } from "./support/legacy-entries.ts";
import { emptyStore, loadEntries, said } from "./support/loaded-files.ts";

for (const asJson of [true, false]) {
  test(`what files of older releases mean, as ${asJson ? "JSON" : "YAML"}`, (t) => {
    for (const { what, model, attrs, identifiers = { name: "old" }, today = model, means } of oldEntries) {
      const store = emptyStore(t);
      const own = model === prompt && !("label" in identifiers) ? { name: "old" } : identifiers;
      const result = loadEntries(store, [...around, { model, identifiers: own, attrs }], asJson);
      assert.ok(result.success, `${what}: ${said(result)}`);
      const isOld = (data: Record<string, unknown>): boolean =>
        Object.entries(means).every(([key, value]) => JSON.stringify(data[key]) === JSON.stringify(value));
      const found = store.objects.list(today).map(({ data }) => data);
      assert.ok(found.some(isOld), `${what}: ${JSON.stringify(found)}`);
    }
  });
}
