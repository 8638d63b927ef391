import assert from "node:assert/strict";
import { test } from "node:test";
import { createApp, type FlowApp } from "../../../src/server/http/create-app.ts";
import { expectChallenge, TestBrowser, testApp } from "./support/test-app.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

const slug = "account-set-up";

function fresh(dataDir: string): FlowApp {
  return createApp({ dataDir });
}

test("without the demonstration there is none of it: no accounts, no flows of its own, no stand-ins", async (t) => {
  const app = testApp(t, { demo: false });
  const browser = new TestBrowser(app);
  assert.deepEqual(
    app.store.users.list().map(({ username }) => username),
    ["admin"],
  );
  for (const path of [
    "/demo/provider/authorize/",
    "/demo/captcha/api.js",
    "/demo/authorize/",
    "/if/flow/demo-dummy/",
    "/demo/outbox/",
  ]) {
    assert.equal((await browser.request(path)).status, 404, path);
  }
  expectChallenge(await browser.get("default-authentication-flow"), "ak-stage-identification");
});

test("the printed link lets the first administrator choose a password, once", async (t) => {
  const dataDir = temporaryFolder(t);
  const app = fresh(dataDir);
  const query = app.setUpPath?.split("?")[1] ?? "";
  const browser = new TestBrowser(app, "http://localhost");
  const { token } = expectChallenge(await browser.get(slug, query), "ak-stage-consent");
  expectChallenge(await browser.post(slug, { token }, query), "ak-stage-prompt");
  const password = "a long enough sentence 7";
  const done = await browser.post(slug, { password, password_repeat: password }, query);
  expectChallenge(done, "xak-flow-redirect");
  assert.equal((await browser.request("/if/admin/")).status, 200);
  const stranger = new TestBrowser(app, "http://localhost");
  expectChallenge(await stranger.get(slug, query), "ak-stage-access-denied");
  app.close();
  const again = fresh(dataDir);
  t.after(() => again.close());
  assert.equal(again.setUpPath, undefined);
});

test("without the link nobody gets there", async (t) => {
  const app = testApp(t, { demo: false });
  expectChallenge(await new TestBrowser(app).get(slug), "ak-stage-access-denied");
  expectChallenge(await new TestBrowser(app).get(slug, "flow_token=00"), "ak-stage-access-denied");
});

test("as long as nobody has used it, every start prints a link for the same account", (t) => {
  const dataDir = temporaryFolder(t);
  const first = fresh(dataDir);
  first.close();
  const second = fresh(dataDir);
  t.after(() => second.close());
  assert.ok(second.setUpPath);
  assert.notEqual(second.setUpPath, first.setUpPath);
  assert.equal(second.store.users.list().length, 1);
});

test("where the demonstration has an administrator, nothing is printed", (t) => {
  assert.equal(testApp(t).setUpPath, undefined);
});

test("without the demonstration the overview leads to what one can change about one's account, and to nothing that is not there", async (t) => {
  const app = testApp(t, { demo: false });
  const browser = new TestBrowser(app);
  const query = app.setUpPath?.split("?")[1] ?? "";
  const { token } = expectChallenge(await browser.get(slug, query), "ak-stage-consent");
  await browser.post(slug, { token }, query);
  const password = "a long enough sentence 7";
  await browser.post(slug, { password, password_repeat: password }, query);
  const text = await (await browser.request("/if/user/")).text();
  const links = [...text.matchAll(/href="(\/if\/flow\/[^"]+)"/g)].map(([, href]) => href ?? "");
  assert.ok(links.includes("/if/flow/default-password-change/?next=%2Fif%2Fuser%2F"));
  for (const href of links) assert.equal((await browser.request(href)).status, 200, href);
  assert.equal(text.includes("/demo/"), false);
});
