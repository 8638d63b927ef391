/** What a step reads from the database does not grow with what is in it. */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { Membership } from "../../../src/server/engine/membership.ts";
import { ModelStore } from "../../../src/server/engine/model-store.ts";
import { firstAdministrator } from "../../../src/server/services/first-administrator.ts";
import type { FlowApp } from "../../../src/server/http/create-app.ts";
import type { JsonObject } from "../../../src/server/store/json-value.ts";
import { Database } from "../../../src/server/store/database.ts";
import { demoPassword, testApp, TestBrowser } from "./support/test-app.ts";
import { PolicyLab } from "./support/expressions.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

const slug = "default-authentication-flow";

function fill(app: FlowApp): void {
  const { users, objects } = app.store;
  const flows = objects.list("authentik_flows.flow");
  for (let number = 0; number < 200; number++) {
    const username = `person-${number}`;
    const draft = { username, name: username, email: `${username}@example.com`, type: "internal", path: "users" };
    users.insert({ ...draft, is_active: true, attributes: {} }, 0);
    const flow = flows.find(({ data }) => data["designation"] === "authentication");
    if (flow) objects.insert({ model: flow.model, uniqueKey: null, data: { ...flow.data, slug: `copy-${number}` } });
  }
}

/** @returns how many rows the work reads */
async function rowsRead(t: TestContext, work: () => unknown): Promise<number> {
  const rows = t.mock.method(Database.prototype, "rows");
  await work();
  const count = rows.mock.calls.reduce((sum, { result }) => sum + (result?.length ?? 0), 0);
  rows.mock.restore();
  return count;
}

test("with many accounts and flows a step reads as many rows as with few", async (t) => {
  const app = testApp(t);
  const signIn = async (): Promise<void> => {
    const browser = new TestBrowser(app);
    await browser.request(`/if/flow/${slug}/`);
    await browser.get(slug);
    await browser.post(slug, { uid_field: "user" });
    await browser.request("/flows/-/default/enrollment/");
  };
  await signIn();
  const few = await rowsRead(t, signIn);
  fill(app);
  const many = await rowsRead(t, signIn);
  assert(few > 0);
  assert.equal(many, few);
});

test("no statement of a sign-in goes through a whole table", async (t) => {
  const app = testApp(t);
  const { database } = app.store;
  const said = new Map<string, readonly (string | number | null)[]>();
  for (const method of ["row", "rows", "run"] as const) {
    const original = database[method].bind(database) as (sql: string, ...values: (string | number | null)[]) => never;
    t.mock.method(database, method, (sql: string, ...values: (string | number | null)[]) => {
      said.set(sql, values);
      return original(sql, ...values);
    });
  }
  const browser = new TestBrowser(app);
  await browser.request(`/if/flow/${slug}/`);
  await browser.post(slug, { uid_field: "user" });
  await browser.post(slug, { password: "wrong" });
  await browser.post(slug, { password: demoPassword });
  await browser.request("/if/user/");
  t.mock.restoreAll();
  assert(said.size > 20);
  const scans = [...said].flatMap(([sql, values]) =>
    (database.rows(`EXPLAIN QUERY PLAN ${sql}`, ...values) as { detail: string }[])
      // "SEARCH" without a word of how is a search for the largest, row by row.
      .filter(({ detail }) => /^SCAN (?!json_each|CONSTANT)|^SEARCH \w+$/.test(detail))
      .map(({ detail }) => `${detail}: ${sql}`),
  );
  assert.deepEqual(scans, []);
});

test("the start looks for administrators among those who can be", async (t) => {
  const app = testApp(t);
  fill(app);
  const { store } = app;
  const models = new ModelStore(store.objects);
  const membership = new Membership(store.users, models);
  assert((await rowsRead(t, () => firstAdministrator({ store, models, membership }, 0))) < 100);
});

test("superusers are the members of their groups and of all groups below", (t) => {
  const lab = new PolicyLab(temporaryFolder(t));
  t.after(() => lab.store.database.close());
  const { users, objects } = lab.store;
  const group = (name: string, data: JsonObject): string =>
    objects.insert({ model: "authentik_core.group", uniqueKey: null, data: { name, ...data } });
  const top = group("top", { is_superuser: true });
  const middle = group("middle", { parents: [top] });
  const old = group("old", { parent: middle });
  const other = group("other", {});
  const membership = new Membership(users, lab.models);
  const people = [top, middle, old, other].map((pk, number) => {
    const draft = { username: `p${number}`, name: "", email: "", type: "internal", path: "users" };
    const user = users.insert({ ...draft, is_active: true, attributes: {} }, 0);
    users.setGroups(user.pk, [pk]);
    return user;
  });
  const powerful = people.filter((user) => membership.isSuperuser(user));
  assert.deepEqual(
    powerful.map(({ username }) => username),
    ["p0", "p1", "p2"],
  );
  assert.deepEqual(membership.superusers(), powerful);
});
