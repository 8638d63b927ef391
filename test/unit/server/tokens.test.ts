import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import { sign } from "hono/jwt";
import { TOTP } from "otpauth";
import type { FlowApp } from "../../../src/server/http/create-app.ts";
import { Vault } from "../../../src/server/store/vault.ts";
import { addBlueprint, demoPassword, expectChallenge, testApp, TestBrowser } from "./support/test-app.ts";
import { appClock } from "../../support/totp-step.ts";

const mfa = "default-authentication-flow-mfa";
const home = { component: "xak-flow-redirect", to: "/" };

function claimsOf(browser: TestBrowser, name: string): Record<string, unknown> {
  const [, payload = ""] = browser.cookies.get(name)?.split(".") ?? [];
  return JSON.parse(Buffer.from(payload, "base64url").toString()) as Record<string, unknown>;
}

function keyFor(app: FlowApp, name: string): string {
  return app.store.vault.key(`cookie/${name}`).toString("base64url");
}

/** Whether a browser with this session cookie is signed in. */
async function isSignedIn(app: FlowApp, token: string): Promise<boolean> {
  const browser = new TestBrowser(app);
  browser.cookies.set("authentik_session", token);
  return (await browser.request("/if/user/")).status === 200;
}

/** Someone with an authenticator app, and a stage that remembers for an hour that it was shown. */
async function remembered(app: FlowApp) {
  const stage = "authentik_stages_authenticator_validate.authenticatorvalidatestage";
  addBlueprint(
    app,
    `  - { model: ${stage}, identifiers: { name: default-authentication-mfa-validation }, attrs: { last_auth_threshold: hours=1 } }`,
  );
  const browser = new TestBrowser(app);
  await browser.signIn("user");
  const flow = "default-authenticator-totp-setup";
  const { config_url } = expectChallenge(await browser.get(flow), "ak-stage-authenticator-totp");
  const totp = new TOTP({ secret: new URL(config_url).searchParams.get("secret") ?? "" });
  const clock = appClock();
  await browser.post(flow, { code: totp.generate({ timestamp: clock.before() }) });
  await browser.get("default-invalidation-flow");
  await browser.post(mfa, { uid_field: "user" });
  await browser.post(mfa, { password: demoPassword });
  assert.deepEqual(await browser.post(mfa, { code: totp.generate({ timestamp: clock.now() }) }), home);
  const user = app.store.users.findByUsername("user");
  assert.ok(user);
  return { browser, user };
}

/** What is asked after the password. */
async function afterPassword(browser: TestBrowser, password: string) {
  await browser.get("default-invalidation-flow");
  await browser.post(mfa, { uid_field: "user" });
  return browser.post(mfa, { password });
}

test("each kind of cookie says what it is, for whom and until when", async (t) => {
  const app = testApp(t);
  const { browser } = await remembered(app);
  for (const name of ["authentik_session", "authentik_device", "authentik_mfa"]) {
    const { typ, aud, iss, exp } = claimsOf(browser, name);
    assert.deepEqual([typ, aud, iss], [name, name, "authentik"]);
    assert.ok(Number(exp) > Date.now() / 1000, name);
  }
});

test("scripts can read none of them but the CSRF token", async (t) => {
  const app = testApp(t);
  const { browser } = await remembered(app);
  const seen: string[] = [];
  await browser.get("default-invalidation-flow");
  for (const answer of [{ uid_field: "user" }, { password: demoPassword }]) {
    let response = await browser.postOnce(mfa, answer);
    while (response.status === 302) {
      seen.push(...response.headers.getSetCookie());
      response = await browser.request(response.headers.get("location") ?? "/");
    }
    seen.push(...response.headers.getSetCookie());
  }
  const readable = seen.filter((line) => !line.includes("HttpOnly")).map((line) => line.split("=")[0]);
  assert.deepEqual([...new Set(readable)], ["authentik_csrf"]);
  assert.ok(seen.some((line) => line.startsWith("authentik_device=")));
});

test("no kind of cookie passes as another, whoever's it is", async (t) => {
  const app = testApp(t);
  const { browser } = await remembered(app);
  const session = browser.cookies.get("authentik_session") ?? "";
  assert.equal(await isSignedIn(app, session), true);
  for (const name of ["authentik_device", "authentik_mfa"]) {
    assert.equal(await isSignedIn(app, browser.cookies.get(name) ?? ""), false);
  }
  // Even with all claims of a session, signed with the key of another kind.
  const claims = claimsOf(browser, "authentik_session");
  assert.equal(await isSignedIn(app, await sign(claims, keyFor(app, "authentik_device"), "HS256")), false);

  // A session's cookie makes no browser a known device, and stands for no second factor.
  browser.cookies.set("authentik_mfa", session);
  expectChallenge(await afterPassword(browser, demoPassword), "ak-stage-authenticator-validate");
});

test("a session's cookie needs every one of its claims, and the one algorithm", async (t) => {
  const app = testApp(t);
  const browser = new TestBrowser(app);
  await browser.signIn("user");
  const claims = claimsOf(browser, "authentik_session");
  const key = keyFor(app, "authentik_session");
  const signed = (changes: Record<string, unknown>): Promise<string> =>
    sign(JSON.parse(JSON.stringify({ ...claims, ...changes })) as typeof claims, key, "HS256");
  assert.equal(await isSignedIn(app, await signed({})), true);
  const wrong: Record<string, unknown>[] = [
    { typ: undefined },
    { typ: "authentik_device" },
    { aud: undefined },
    { aud: "authentik_device" },
    { iss: undefined },
    { iss: "somebody" },
    { exp: undefined },
    { exp: 1 },
  ];
  for (const changes of wrong)
    assert.equal(await isSignedIn(app, await signed(changes)), false, JSON.stringify(changes));
  assert.equal(await isSignedIn(app, await sign(claims, key, "HS512")), false);
  const [, payload = ""] = (await signed({})).split(".");
  const none = Buffer.from(JSON.stringify({ alg: "none", typ: "JWT" })).toString("base64url");
  assert.equal(await isSignedIn(app, `${none}.${payload}.`), false);
});

test("a new installation takes no cookie of the old kind", async (t) => {
  const app = testApp(t);
  const browser = new TestBrowser(app);
  await browser.signIn("user");
  const { sid } = claimsOf(browser, "authentik_session");
  const old = { sid: String(sid), iss: "authentik", sub: "x", authenticated: true };
  for (const key of ["undefined", keyFor(app, "authentik_session")]) {
    assert.equal(await isSignedIn(app, await sign(old, key, "HS256")), false);
  }
});

test("a second factor that was shown counts no longer once the password has changed", async (t) => {
  const app = testApp(t);
  const { browser } = await remembered(app);
  assert.deepEqual(await afterPassword(browser, demoPassword), home);
  const change = "default-password-change";
  await browser.get(change);
  await browser.post(change, { password: demoPassword });
  const password = "entirely changed 7";
  assert.deepEqual(await browser.post(change, { password, password_repeat: password }), home);
  expectChallenge(await afterPassword(browser, password), "ak-stage-authenticator-validate");
});

test("nor once a factor of the account has been removed", async (t) => {
  const app = testApp(t);
  const { browser, user } = await remembered(app);
  const draft = { userPk: user.pk, deviceClass: "sms", name: "x", stage: "x", uniqueKey: null, data: {} } as const;
  const other = app.store.devices.insert(draft, Date.now());
  assert.deepEqual(await afterPassword(browser, demoPassword), home);
  app.store.devices.remove(other.pk);
  expectChallenge(await afterPassword(browser, demoPassword), "ak-stage-authenticator-validate");
});

test("what is sealed can be opened for its own purpose only, unchanged, with the same key", (t) => {
  const { vault } = testApp(t).store;
  const other = new Vault(randomBytes(32));
  const sealed = vault.seal("devices", "seed");
  assert.equal(vault.open("devices", sealed), "seed");
  assert.notEqual(vault.seal("devices", "seed"), sealed);
  const middle = sealed.length >> 1;
  const changed = `${sealed.slice(0, middle)}${sealed[middle] === "A" ? "B" : "A"}${sealed.slice(middle + 1)}`;
  for (const attempt of [
    () => vault.open("outbox", sealed),
    () => vault.open("devices", changed),
    () => vault.open("devices", sealed.replace("v1.", "v2.")),
    () => vault.open("devices", "seed"),
    () => other.open("devices", sealed),
  ]) {
    assert.throws(attempt, { name: "VaultError" });
  }
});
