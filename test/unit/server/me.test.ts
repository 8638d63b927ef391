import assert from "node:assert/strict";
import { test } from "node:test";
import { testApp, TestBrowser } from "./support/test-app.ts";

const url = "/api/v3/core/users/me/";

test("nobody is told who is signed in where nobody is", async (t) => {
  const response = await new TestBrowser(testApp(t)).request(url);
  assert.equal(response.status, 403);
  assert.deepEqual(await response.json(), { detail: "Authentication credentials were not provided." });
});

test("who is signed in is told by name, and nothing else", async (t) => {
  const browser = new TestBrowser(testApp(t));
  await browser.signIn();
  const response = await browser.request(url);
  assert.equal(response.status, 200);
  assert.match(response.headers.get("cache-control") ?? "", /no-store/);
  const { user, ...others } = (await response.json()) as { user: Record<string, unknown> };
  assert.deepEqual([Object.keys(user), user["username"], others], [["username", "name"], "user", {}]);
});

test("it can be asked for again, until the sign-out", async (t) => {
  const browser = new TestBrowser(testApp(t));
  await browser.signIn();
  assert.equal((await browser.request(url)).status, 200);
  assert.equal((await browser.request(url)).status, 200);
  await browser.get("default-invalidation-flow");
  assert.equal((await browser.request(url)).status, 403);
});

test("it can only be asked for", async (t) => {
  const browser = new TestBrowser(testApp(t));
  await browser.signIn();
  assert.equal((await browser.request(url, { method: "POST", body: "{}" })).status, 405);
});
