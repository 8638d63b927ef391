import assert from "node:assert/strict";
import { test } from "node:test";
import { expectChallenge, TestBrowser, testApp } from "./support/test-app.ts";

const image = { "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image" };
const link = { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" };
const executor = "/api/v3/flows/executor/default-invalidation-flow/?query=";

test("a picture on another site signs nobody out", async (t) => {
  const browser = new TestBrowser(testApp(t));
  await browser.signIn();
  for (const path of [
    executor,
    "/if/flow/default-invalidation-flow/",
    "/flows/-/cancel/",
    "/flows/-/default/invalidation/",
  ]) {
    assert.equal((await browser.request(path, { headers: image })).status, 403, path);
  }
  assert.equal((await browser.request(executor, { headers: link })).status, 403);
  assert.equal((await browser.request("/if/user/")).status, 200);
});

test("a link on another site does not end the flow under way, one of ours does", async (t) => {
  const browser = new TestBrowser(testApp(t));
  await browser.post("default-authentication-flow", { uid_field: "user" });
  assert.equal((await browser.request("/flows/-/cancel/", { headers: link })).status, 302);
  expectChallenge(await browser.get("default-authentication-flow"), "ak-stage-password");
  await browser.request("/flows/-/cancel/", { headers: { ...link, "sec-fetch-site": "same-origin" } });
  expectChallenge(await browser.get("default-authentication-flow"), "ak-stage-identification");
});

test("links on other sites and mails still lead to pages", async (t) => {
  const browser = new TestBrowser(testApp(t));
  for (const site of ["cross-site", "none"]) {
    const headers = { ...link, "sec-fetch-site": site };
    assert.equal((await browser.request("/if/flow/default-authentication-flow/", { headers })).status, 200);
  }
});
