import assert from "node:assert/strict";
import { test } from "node:test";
import { hashPassword } from "../../../src/server/store/password-hash.ts";
import { expectChallenge, sentMessages, testApp, TestBrowser } from "./support/test-app.ts";

const flow = "default-authentication-flow";
const many = 100;

test("a hundred people sign in at once, and each is who they are", async (t) => {
  const app = testApp(t);
  const hash = hashPassword("the same for all");
  const names = Array.from({ length: many }, (_, index) => `person-${String(index).padStart(3, "0")}`);
  for (const username of names) {
    const draft = { username, name: "", email: "", is_active: true, type: "internal", path: "users", attributes: {} };
    app.store.users.setPasswordHash(app.store.users.insert(draft, 0).pk, hash);
  }
  const seen = await Promise.all(
    names.map(async (name) => {
      const browser = new TestBrowser(app);
      await browser.get(flow);
      const asked = expectChallenge(await browser.post(flow, { uid_field: name }), "ak-stage-password");
      await browser.post(flow, { password: "the same for all" });
      const page = await (await browser.request("/if/user/")).text();
      return [asked.pending_user, /<h1><bdi>([^<]*)<\/bdi><\/h1>/.exec(page)?.[1]];
    }),
  );
  assert.deepEqual(
    seen,
    names.map((name) => [name, name]),
  );
});

test("two tabs at the same flow share where it stands; none of their answers is taken twice", async (t) => {
  const app = testApp(t);
  const browser = new TestBrowser(app);
  await browser.get("demo-dummy");
  const answers = await Promise.all([browser.post("demo-dummy", {}), browser.post("demo-dummy", {})]);
  const components = answers.map(({ component }) => component).sort();
  assert.deepEqual(components, ["ak-stage-dummy", "xak-flow-redirect"].sort());
});

test("a second tab with another flow takes the place of the first, which begins anew without harm", async (t) => {
  const browser = new TestBrowser(testApp(t));
  await browser.post(flow, { uid_field: "user" });
  expectChallenge(await browser.get("account-recovery"), "ak-stage-identification");
  const late = expectChallenge(await browser.post(flow, { password: "whatever" }), "ak-stage-identification");
  assert.deepEqual(late.response_errors, {
    non_field_errors: [{ string: "No identification data provided.", code: "invalid" }],
  });
});

test("of two tabs that sign up at once with one session, one account comes out", async (t) => {
  const app = testApp(t);
  const browser = new TestBrowser(app);
  await browser.get("account-sign-up");
  const person = {
    username: "twice",
    name: "",
    email: "twice@example.test",
    password: "correct horse b",
    password_repeat: "correct horse b",
  };
  await Promise.all([1, 2].map(() => browser.post("account-sign-up", person)));
  assert.ok(app.store.users.findByUsername("twice"));
  assert.equal((await sentMessages(app)).length, 1);
});
