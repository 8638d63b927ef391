/** A passkey that is offered after a password. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Challenge } from "../../../src/protocol/challenges.ts";
import type { FlowApp } from "../../../src/server/http/create-app.ts";
import { TestPasskey } from "../../kit/test-passkey.ts";
import { demoPassword, expectChallenge, testApp, TestBrowser } from "./support/test-app.ts";

const flow = "default-authentication-flow-passkeys";
const setUp = "ak-stage-authenticator-webauthn";
const home = { component: "xak-flow-redirect", to: "/" };

async function afterPassword(app: FlowApp): Promise<{ browser: TestBrowser; next: Challenge }> {
  const browser = new TestBrowser(app);
  await browser.post(flow, { uid_field: "user" });
  return { browser, next: await browser.post(flow, { password: demoPassword }) };
}

function devicesOf(app: FlowApp): readonly string[] {
  const { pk = 0 } = app.store.users.findByUsername("user") ?? {};
  return app.store.devices.listByUser(pk).map(({ deviceClass }) => deviceClass);
}

test("it is offered until somebody says no, and then not for three months", async (t) => {
  const app = testApp(t);
  t.mock.timers.enable({ apis: ["Date"], now: Date.now() });
  const unable = await afterPassword(app);
  assert.deepEqual(await unable.browser.post(flow, { response: { declined: false } }), home);
  const { browser, next } = await afterPassword(app);
  assert.equal((expectChallenge(next, setUp) as { optional?: boolean }).optional, true);
  assert.deepEqual(await browser.post(flow, { response: { declined: true } }), home);
  assert.deepEqual((await afterPassword(app)).next, home);
  t.mock.timers.tick(91 * 86_400_000);
  expectChallenge((await afterPassword(app)).next, setUp);
});

test("it may be made without anybody's touch, tells how it can be reached, signs in, and is not offered again", async (t) => {
  const app = testApp(t);
  const authenticator = new TestPasskey();
  const { browser, next } = await afterPassword(app);
  const { registration } = expectChallenge(next, setUp);
  assert.deepEqual(
    await browser.post(flow, { response: authenticator.register(registration, { present: false }) }),
    home,
  );
  assert.deepEqual(devicesOf(app), ["webauthn"]);
  const again = await afterPassword(app);
  const [asked] = expectChallenge(again.next, "ak-stage-authenticator-validate").device_challenges;
  assert.deepEqual(asked?.challenge["allowCredentials"], [
    { id: authenticator.id, type: "public-key", transports: ["internal", "hybrid"] },
  ]);
  const webauthn = authenticator.authenticate(asked.challenge);
  assert.deepEqual(await again.browser.post(flow, { webauthn }), home);
  const byPasskey = new TestBrowser(app);
  const { passkey_challenge: options } = expectChallenge(await byPasskey.get(flow), "ak-stage-identification");
  assert.deepEqual(await byPasskey.post(flow, { passkey: authenticator.authenticate(options ?? {}) }), home);
});

test("somebody has to touch one that is not only offered, and nobody leaves that out", async (t) => {
  const app = testApp(t);
  const browser = new TestBrowser(app);
  await browser.signIn("user");
  const slug = "default-authenticator-webauthn-setup";
  const { registration } = expectChallenge(await browser.get(slug), setUp);
  const response = new TestPasskey().register(registration, { present: false });
  const refused = expectChallenge(await browser.post(slug, { response }), setUp);
  assert.equal(refused.response_errors?.response?.[0]?.code, "unknown_credential");
  expectChallenge(await browser.post(slug, { response: { declined: true } }), setUp);
  assert.deepEqual(devicesOf(app), []);
});

test("two tabs that set one up: the answer to the other tab's question is refused, and a passkey that was taken is not disowned", async (t) => {
  const app = testApp(t);
  const browser = new TestBrowser(app);
  await browser.signIn("user");
  const slug = "default-authenticator-webauthn-setup";
  const [taken, late] = [new TestPasskey(), new TestPasskey()];
  const first = expectChallenge(await browser.get(slug), setUp);
  const second = expectChallenge(await browser.get(slug), setUp);
  const stale = await browser.post(slug, { response: late.register(first.registration) });
  assert.equal(expectChallenge(stale, setUp).response_errors?.response?.[0]?.code, "unknown_credential");
  const { registration } = expectChallenge(stale, setUp);
  assert.notEqual(registration["challenge"], second.registration["challenge"]);
  const response = taken.register(registration);
  assert.deepEqual(await browser.post(slug, { response }), home);
  await browser.get(slug);
  // Sent again, because the network lost the answer.
  const again = expectChallenge(await browser.post(slug, { response }), setUp);
  assert.equal(again.response_errors?.response?.[0]?.code, "invalid");
  assert.deepEqual(devicesOf(app), ["webauthn"]);
});

test("of two tabs that sign in with a passkey, the first to answer does, and the other goes where it leads", async (t) => {
  const app = testApp(t);
  const authenticator = new TestPasskey();
  const { browser: owner, next } = await afterPassword(app);
  await owner.post(flow, { response: authenticator.register(expectChallenge(next, setUp).registration) });
  const browser = new TestBrowser(app);
  const [one, other] = [await browser.get(flow), await browser.get(flow)].map(
    (tab) => expectChallenge(tab, "ak-stage-identification").passkey_challenge ?? {},
  );
  assert.deepEqual(await browser.post(flow, { passkey: authenticator.authenticate(other ?? {}) }), home);
  assert.deepEqual(await browser.post(flow, { passkey: authenticator.authenticate(one ?? {}) }), home);
  const stranger = new TestPasskey();
  assert.deepEqual(await browser.post(flow, { passkey: stranger.authenticate(other ?? {}) }), home);
  assert.equal((await browser.request("/if/user/")).status, 200);
});

test("the account's page says who keeps it and whether it is synced, unless somebody has given it a name", async (t) => {
  const app = testApp(t);
  for (const [aaguid, isSynced, says] of [
    [
      "bada5566-a7aa-401f-bd96-45619a55120d",
      true,
      /1Password<\/bdi>.*Passkey or security key.*Synced between your devices/s,
    ],
    ["00000000-0000-0000-0000-000000000000", false, /Passkey or security key<\/bdi>.*Only on the device that made it/s],
  ] as const) {
    const browser = new TestBrowser(app);
    await browser.signIn("user");
    const slug = "default-authenticator-webauthn-setup";
    const { registration } = expectChallenge(await browser.get(slug), setUp);
    const authenticator = new TestPasskey("http://id.example", aaguid);
    assert.deepEqual(await browser.post(slug, { response: authenticator.register(registration, { isSynced }) }), home);
    const page = async (): Promise<string> => (await browser.request("/if/user/")).text();
    assert.match(await page(), says);
    const [device] = app.store.devices.listByUser(app.store.users.findByUsername("user")?.pk ?? 0);
    app.store.devices.rename(device?.pk ?? 0, "Mine");
    assert.doesNotMatch(await page(), /1Password/);
    app.store.devices.remove(device?.pk ?? 0);
  }
});

test("where there is a second factor, that is shown first", async (t) => {
  const app = testApp(t);
  const owner = new TestBrowser(app);
  await owner.signIn("user");
  const { codes } = expectChallenge(
    await owner.get("default-authenticator-static-setup"),
    "ak-stage-authenticator-static",
  );
  await owner.post("default-authenticator-static-setup", {});
  const { browser, next } = await afterPassword(app);
  expectChallenge(next, "ak-stage-authenticator-validate");
  expectChallenge(await browser.post(flow, { code: codes[0] }), setUp);
});
