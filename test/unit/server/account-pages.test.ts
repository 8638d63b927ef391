import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import type { FlowApp } from "../../../src/server/http/create-app.ts";
import type { Device } from "../../../src/server/store/device-store.ts";
import { demoPassword, expectChallenge, testApp, TestBrowser } from "./support/test-app.ts";

const account = "/if/user/";

async function shown(browser: TestBrowser, path = account): Promise<string> {
  const response = await browser.request(path);
  assert.equal(response.status, 200, path);
  return response.text();
}

/** What a page says, without its tags. */
function words(html: string): string {
  return html
    .replace(/<style[\s\S]*?<\/style>/, "")
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ");
}

function send(browser: TestBrowser, path: string, fields: Record<string, string>): Promise<Response> {
  const token = browser.cookies.get("authentik_csrf") ?? "";
  return browser.request(path, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ token, ...fields }).toString(),
  });
}

function add(app: FlowApp, username: string, device: Partial<Device>): Device {
  const userPk = app.store.users.findByUsername(username)?.pk ?? 0;
  const plain = {
    userPk,
    deviceClass: "totp",
    name: "TOTP Authenticator",
    stage: "x",
    uniqueKey: null,
    data: {},
  } as const;
  return app.store.devices.insert({ ...plain, ...device }, Date.UTC(2026, 0, 2, 3, 4));
}

async function signedIn(t: TestContext, username = "user"): Promise<{ app: FlowApp; browser: TestBrowser }> {
  const app = testApp(t);
  const browser = new TestBrowser(app);
  await browser.signIn(username);
  return { app, browser };
}

test("the account's page lists second factors and passkeys with name, kind, since when and when last used", async (t) => {
  const { app, browser } = await signedIn(t);
  const phone = add(app, "user", {});
  add(app, "user", { deviceClass: "webauthn", name: "Blue key" });
  add(app, "user", { deviceClass: "sms", name: "SMS Device", data: { phone: "+15550123" } });
  add(app, "user", { deviceClass: "static", name: "Static Token", data: { salt: "", length: 1, hashes: ["a", "b"] } });
  app.store.devices.recordUse(phone.pk, Date.UTC(2026, 1, 3, 4, 5));
  const text = words(await shown(browser));
  assert.match(text, /Passkeys and security keys Blue key Passkey or security key Added Jan 2, 2026/);
  assert.match(text, /Authenticator app Added Jan 2, 2026, 03:04 AM UTC Last used Feb 3, 2026, 04:05 AM UTC/);
  assert.match(text, /Codes by text message \+15550123 Added [^A]*AM UTC Not used yet/);
  assert.match(text, /Recovery codes 2 codes left/);
  assert.match(text, /Get new recovery codes/);
});

test("it says what may be added where there is nothing, and leads into the flows and back", async (t) => {
  const { browser } = await signedIn(t);
  const html = await shown(browser);
  assert.match(words(html), /Second factors You have none yet\./);
  for (const slug of [
    ...[
      "default-authenticator-totp-setup",
      "default-authenticator-static-setup",
      "default-authenticator-webauthn-setup",
    ],
    ...["default-password-change", "default-user-settings-flow", "default-email-change", "account-deletion"],
  ]) {
    assert.ok(html.includes(`href="/if/flow/${slug}/?next=%2Fif%2Fuser%2F"`), slug);
  }
});

test("a factor is renamed", async (t) => {
  const { app, browser } = await signedIn(t);
  const { pk } = add(app, "user", {});
  const path = `${account}factors/${pk}/`;
  assert.match(words(await shown(browser, path)), /Rename Authenticator app/);
  const refused = await send(browser, path, { name: "  " });
  assert.equal(refused.status, 400);
  assert.match(
    await refused.text(),
    /aria-invalid="true" aria-describedby="fault"[^>]*>\s*<p class="fault" id="fault">/,
  );
  assert.equal((await send(browser, path, { name: "x".repeat(65) })).status, 400);
  assert.equal((await send(browser, path, { name: "<b>My phone</b>" })).headers.get("location"), account);
  const html = await shown(browser);
  assert.match(html, /&lt;b&gt;My phone&lt;\/b&gt;/);
  assert.match(words(html), /The new name is saved\./);
});

test("a factor is removed after a question, which asks for the password when the sign-in was a while ago", async (t) => {
  const { app, browser } = await signedIn(t);
  const first = add(app, "user", {});
  const second = add(app, "user", { deviceClass: "webauthn", name: "Blue key" });
  const path = (device: Device): string => `${account}factors/${device.pk}/remove/`;
  const question = await shown(browser, path(first));
  assert.match(words(question), /Remove Authenticator app\?/);
  assert.doesNotMatch(question, /type="password"|your password alone/);
  assert.equal((await send(browser, path(first), {})).status, 303);
  assert.match(words(await shown(browser)), /The second factor is removed\./);

  app.store.database.run("UPDATE sessions SET authenticated = authenticated - ?", 16 * 60_000);
  const last = await shown(browser, path(second));
  assert.match(last, /type="password"/);
  assert.match(last, /your password alone opens your account/);
  for (const password of ["", "not it"]) {
    const refused = await send(browser, path(second), { password });
    assert.equal(refused.status, 400);
    assert.match(await refused.text(), /aria-invalid="true"/);
  }
  assert.ok(app.store.devices.get(second.pk));
  assert.equal((await send(browser, path(second), { password: demoPassword })).status, 303);
  assert.equal(app.store.devices.get(second.pk), undefined);
  assert.match(words(await shown(browser)), /The passkey is removed\./);
});

test("nobody sees, renames or removes a factor of somebody else, and no other site does", async (t) => {
  const { app, browser } = await signedIn(t);
  const foreign = add(app, "admin", {});
  const own = add(app, "user", {});
  for (const path of [`${account}factors/${foreign.pk}/`, `${account}factors/${foreign.pk}/remove/`]) {
    assert.equal((await browser.request(path)).status, 404);
    assert.equal((await send(browser, path, { name: "mine" })).status, 404);
  }
  for (const path of [`${account}factors/${own.pk}/`, `${account}factors/${own.pk}/remove/`]) {
    assert.equal((await send(browser, path, { name: "theirs", token: "guessed" })).status, 403);
  }
  const names = [foreign, own].map(({ pk }) => app.store.devices.get(pk)?.name);
  assert.deepEqual(names, ["TOTP Authenticator", "TOTP Authenticator"]);
});

test("whoever is not signed in does that first, and comes back to the very page", async (t) => {
  const browser = new TestBrowser(testApp(t));
  const leads = async (path: string): Promise<string | null> => (await browser.request(path)).headers.get("location");
  assert.match((await leads(`${account}factors/1/remove/`)) ?? "", /next=%2Fif%2Fuser%2Ffactors%2F1%2Fremove%2F$/);
  const sent = await send(browser, `${account}factors/1/remove/`, {});
  assert.match(sent.headers.get("location") ?? "", /next=%2Fif%2Fuser%2F$/);
});

test("whoever keeps the passkeys is told which the account has and what it is called, and of the last that is gone", async (t) => {
  const { app, browser } = await signedIn(t);
  const user = app.store.users.findByUsername("user");
  const told = async (path: string): Promise<unknown> => {
    const text = /data-passkeys="([^"]*)"/.exec(await shown(browser, path))?.[1];
    return text === undefined ? undefined : JSON.parse(text.replaceAll("&quot;", '"'));
  };
  assert.equal(await told(account), undefined);
  const { pk } = add(app, "user", { deviceClass: "webauthn", data: { credentialId: "AAAA" } });
  const whose = { rpId: "id.example", userId: Buffer.from(user?.uid ?? "").toString("base64url") };
  const details = { ...whose, name: "user", displayName: "Jane Doe" };
  const list = { ...whose, allAcceptedCredentialIds: ["AAAA"] };
  assert.deepEqual(await told(account), { list, details });
  const removed = await send(browser, `${account}factors/${pk}/remove/`, {});
  const back = removed.headers.get("location") ?? "";
  assert.deepEqual(await told(back), { list: { ...list, allAcceptedCredentialIds: [] }, details });
});

test("the pages speak the reader's language, in its direction, under the strict policy and without a script", async (t) => {
  const { app, browser } = await signedIn(t);
  const { pk } = add(app, "user", {});
  browser.headers = { "accept-language": "ar" };
  for (const path of [account, `${account}factors/${pk}/`, `${account}factors/${pk}/remove/`]) {
    const response = await browser.request(path);
    const html = await response.text();
    assert.match(html, /<html lang="ar" dir="rtl">/);
    assert.doesNotMatch(html, /<script| style=| on\w+=/);
    assert.match(response.headers.get("content-security-policy") ?? "", /script-src 'self' 'nonce-/);
  }
});

test("the demonstration's flows have a page of their own", async (t) => {
  const { browser } = await signedIn(t);
  const html = await shown(browser);
  assert.match(html, /href="\/demo\/"/);
  assert.doesNotMatch(html, /demo-dummy/);
  assert.match(await shown(browser, "/demo/"), /href="\/if\/flow\/demo-dummy\/"/);
  const bare = new TestBrowser(testApp(t, { demo: false }));
  assert.equal((await bare.request("/demo/")).status, 404);
});

test("a flow that ends tells on the account's page what it has done, once", async (t) => {
  const { browser } = await signedIn(t);
  expectChallenge(await browser.get("default-authenticator-static-setup"), "ak-stage-authenticator-static");
  await browser.post("default-authenticator-static-setup", {});
  assert.match(words(await shown(browser)), /Your recovery codes are ready\./);
  assert.doesNotMatch(words(await shown(browser)), /Your recovery codes are ready\./);
});
