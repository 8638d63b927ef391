/** What browsers and password managers look for at addresses that are the same everywhere. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { testApp, TestBrowser } from "./support/test-app.ts";

const nonsense = "/.well-known/resource-that-should-not-exist-whose-status-code-should-not-be-200";

test("a password manager finds where to change the password and where passkeys are", async (t) => {
  const browser = new TestBrowser(testApp(t), "https://id.example");
  const change = await browser.request("/.well-known/change-password");
  assert.equal(change.status, 302);
  assert.equal(change.headers.get("location"), "/if/flow/default-password-change/?next=%2Fif%2Fuser%2F");
  const passkeys = await browser.request("/.well-known/passkey-endpoints");
  assert.equal(passkeys.headers.get("content-type"), "application/json");
  assert.deepEqual(await passkeys.json(), {
    enroll: "https://id.example/if/flow/default-authenticator-webauthn-setup/?next=%2Fif%2Fuser%2F",
    manage: "https://id.example/if/user/#passkeys",
  });
  assert.equal((await browser.request("/.well-known/passkey-endpoints", { method: "HEAD" })).status, 200);
  assert.equal((await browser.request("/.well-known/change-password", { method: "POST" })).status, 405);
});

test("what nobody has set is not there, and neither is what should not exist", async (t) => {
  const browser = new TestBrowser(testApp(t));
  for (const path of [nonsense, "/.well-known/", "/.well-known/webauthn", "/.well-known/security.txt"])
    assert.equal((await browser.request(path)).status, 404, path);
});

test("where it is set, passkeys are for one host and other hosts may use them", async (t) => {
  const app = testApp(t, {
    publicOrigins: ["https://id.example", "https://id.test"],
    relyingParty: "id.example",
    wellKnown: { relatedOrigins: ["https://id.test"], securityContacts: ["mailto:security@id.example"] },
  });
  const browser = new TestBrowser(app, "https://id.test");
  const related = await browser.request("/.well-known/webauthn");
  assert.deepEqual(await related.json(), { origins: ["https://id.test"] });
  const text = await (await browser.request("/.well-known/security.txt")).text();
  assert.match(
    text,
    /^Contact: mailto:security@id\.example\nExpires: \d{4}-\d\d-\d\dT[\d:.]+Z\nCanonical: https:\/\/id\.test\//,
  );
  const passkey = await browser.get("default-passwordless-flow");
  assert.match(JSON.stringify(passkey), /"rpId":"id\.example"/);
});
