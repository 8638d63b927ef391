import assert from "node:assert/strict";
import { test } from "node:test";
import { expectChallenge, testApp, TestBrowser } from "./support/test-app.ts";

test("an application that wants a form posted to it gets one at the end", async (t) => {
  const browser = new TestBrowser(testApp(t));
  await browser.signIn("user");
  await browser.request("/demo/saml/");
  const flow = "default-provider-authorization-explicit-consent";
  const { token } = expectChallenge(await browser.get(flow), "ak-stage-consent");
  const form = expectChallenge(await browser.post(flow, { token }), "ak-stage-autosubmit");
  assert.deepEqual(form.attrs, { SAMLResponse: "demo", RelayState: "" });
  assert.equal((await browser.request(form.url, { method: "POST" })).status, 200);
});

test("an application asks for consent once, until it wants more", async (t) => {
  const app = testApp(t);
  const browser = new TestBrowser(app);
  await browser.signIn("user");
  const flow = "default-provider-authorization-explicit-consent";
  const ask = async () => {
    assert.equal((await browser.request("/demo/authorize/")).headers.get("location"), `/if/flow/${flow}/`);
    return browser.get(flow);
  };
  const consent = expectChallenge(await ask(), "ak-stage-consent");
  assert.deepEqual(
    consent.permissions.map(({ id }) => id),
    ["profile", "email"],
  );
  const done = { component: "xak-flow-redirect", to: "/demo/authorized/" };
  assert.deepEqual(await browser.post(flow, { token: consent.token }), done);
  assert.deepEqual(await ask(), done);
  const user = app.store.users.findByUsername("user");
  app.store.consents.save(user?.pk ?? 0, "grafana", ["profile"], null);
  const more = expectChallenge(await ask(), "ak-stage-consent");
  assert.deepEqual(
    [more.permissions, more.additional_permissions].map((list) => list.map(({ id }) => id)),
    [["profile"], ["email"]],
  );
});
