import assert from "node:assert/strict";
import { test } from "node:test";
import { demoPassword, testApp, TestBrowser } from "./support/test-app.ts";

const slug = "default-authentication-flow";
const prefer = { prefer: 'respond-async, Return="representation"; foo=1' };

test("a client that prefers it gets the next step in the same answer, signed in and with all cookies", async (t) => {
  const browser = new TestBrowser(testApp(t));
  browser.headers = prefer;
  await browser.get(slug, "next=%2Fapp");
  const named = await browser.postOnce(slug, { uid_field: "user" }, "next=%2Fapp");
  assert.equal(named.status, 200);
  assert.equal(named.headers.get("preference-applied"), "return=representation");
  assert.equal(((await named.json()) as { component: string }).component, "ak-stage-password");

  const wrong = await browser.postOnce(slug, { password: "wrong" }, "next=%2Fapp");
  assert.deepEqual(((await wrong.json()) as { response_errors: unknown }).response_errors, {
    password: [{ string: "Invalid password", code: "invalid" }],
  });

  const right = await browser.postOnce(slug, { password: demoPassword }, "next=%2Fapp");
  assert.equal(right.status, 200);
  assert.deepEqual(await right.json(), { component: "xak-flow-redirect", to: "/app" });
  const names = right.headers.getSetCookie().map((cookie) => cookie.split("=")[0]);
  assert.deepEqual(names.sort(), ["authentik_csrf", "authentik_device", "authentik_session"]);
  browser.headers = {};
  const again = (await browser.get(slug, "next=%2Fapp")) as { component: string };
  assert.equal(again.component, "xak-flow-redirect", "signed in already");
});

test("other preferences, and none, get the redirect", async (t) => {
  for (const headers of [{}, { prefer: "return=minimal" }, { prefer: "return=representations" }]) {
    const browser = new TestBrowser(testApp(t));
    browser.headers = headers;
    await browser.get(slug);
    const named = await browser.postOnce(slug, { uid_field: "user" });
    assert.equal(named.status, 302);
    assert.equal(named.headers.get("preference-applied"), null);
  }
});
