import assert from "node:assert/strict";
import { test } from "node:test";
import { TOTP } from "otpauth";
import type { FlowApp } from "../../../src/server/http/create-app.ts";
import { addDetailsForm, details } from "./support/address-form.ts";
import { flowWith } from "./support/flow-blueprint.ts";
import { addBlueprint, demoPassword, expectChallenge, testApp, TestBrowser } from "./support/test-app.ts";

const home = { component: "xak-flow-redirect", to: "/" };
const own = { username: "user", name: "Jane Doe", email: "user@example.test" };

/** Lets all sign-ins be so many minutes older. */
function passTime(app: FlowApp, minutes: number): void {
  app.store.database.run("UPDATE sessions SET authenticated = authenticated - ?", minutes * 60_000);
}

/** A browser whose sign-in was so many minutes ago. */
async function signedIn(app: FlowApp, minutes: number): Promise<TestBrowser> {
  const browser = new TestBrowser(app);
  await browser.signIn();
  passTime(app, minutes);
  return browser;
}

function userPk(app: FlowApp): number {
  return app.store.users.findByUsername("user")?.pk ?? 0;
}

/** Gives the demonstration's user an authenticator app. */
function addTotp(app: FlowApp): string {
  const secret = "MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U";
  const data = { secret, digits: 6, drift: 0, lastStep: -1 };
  const device = { userPk: userPk(app), deviceClass: "totp", name: "x", stage: "x", uniqueKey: null, data } as const;
  app.store.devices.insert(device, Date.now());
  return secret;
}

const setups = [
  ["default-authenticator-totp-setup", "ak-stage-authenticator-totp"],
  ["default-authenticator-static-setup", "ak-stage-authenticator-static"],
  ["default-authenticator-webauthn-setup", "ak-stage-authenticator-webauthn"],
  ["default-authenticator-email-setup", "ak-stage-authenticator-email"],
  ["default-authenticator-sms-setup", "ak-stage-authenticator-sms"],
] as const;

for (const [flow, component] of setups) {
  test(`${flow} asks for the password when the sign-in was a while ago, and only then`, async (t) => {
    const app = testApp(t);
    expectChallenge(await (await signedIn(app, 14)).get(flow), component);
    const browser = await signedIn(app, 16);
    const asked = expectChallenge(await browser.get(flow), "ak-stage-password");
    assert.equal(asked.pending_user, "user");
    const wrong = expectChallenge(await browser.post(flow, { password: "wrong" }), "ak-stage-password");
    assert.deepEqual(wrong.response_errors, { password: [{ string: "Invalid password", code: "invalid" }] });
    expectChallenge(await browser.post(flow, { password: demoPassword }), component);
  });
}

test("an answer cannot get in before the question", async (t) => {
  const app = testApp(t);
  const browser = await signedIn(app, 0);
  const flow = "default-authenticator-static-setup";
  expectChallenge(await browser.get(flow), "ak-stage-authenticator-static");
  passTime(app, 16);
  expectChallenge(await browser.post(flow, {}), "ak-stage-password");
  assert.deepEqual(app.store.devices.listByUser(userPk(app)), []);
});

test("the password makes the sign-in a recent one, in a session with another key", async (t) => {
  const app = testApp(t);
  const browser = await signedIn(app, 16);
  const flow = "default-authenticator-totp-setup";
  await browser.get(flow);
  const thief = new TestBrowser(app);
  thief.cookies.set("authentik_session", browser.cookies.get("authentik_session") ?? "");
  await browser.post(flow, { password: demoPassword });
  expectChallenge(await browser.get("default-authenticator-static-setup"), "ak-stage-authenticator-static");
  // Past the moment in which requests may have crossed.
  t.mock.timers.enable({ apis: ["Date"], now: Date.now() + 10_000 });
  assert.equal((await thief.request("/if/user/")).status, 302);
});

test("five wrong passwords end the flow", async (t) => {
  const browser = await signedIn(testApp(t), 16);
  const flow = "default-authenticator-totp-setup";
  await browser.get(flow);
  for (let attempt = 1; attempt < 5; attempt++) {
    expectChallenge(await browser.post(flow, { password: "wrong" }), "ak-stage-password");
  }
  expectChallenge(await browser.post(flow, { password: "wrong" }), "ak-stage-access-denied");
});

test("they count with those at sign-in", async (t) => {
  const app = testApp(t);
  const browser = await signedIn(app, 16);
  const flow = "default-authenticator-totp-setup";
  for (let attempt = 0; attempt < 12; attempt++) await browser.post(flow, { password: "wrong" });
  await browser.get(flow);
  const locked = expectChallenge(await browser.post(flow, { password: demoPassword }), "ak-stage-password");
  assert.match(locked.response_errors?.password?.[0]?.string ?? "", /^Too many attempts/);
});

test("changing the password asks for the present one however recent the sign-in is, before the form", async (t) => {
  const app = testApp(t);
  const browser = await signedIn(app, 0);
  const flow = "default-password-change";
  const chosen = { password: "entirely changed 7", password_repeat: "entirely changed 7" };
  expectChallenge(await browser.post(flow, chosen), "ak-stage-password");
  expectChallenge(await browser.post(flow, { password: demoPassword }), "ak-stage-prompt");
  assert.deepEqual(await browser.post(flow, chosen), home);
});

test("a form that does not tell beforehand is followed by the question", async (t) => {
  const app = testApp(t);
  addBlueprint(
    app,
    flowWith("sets", "designation: stage_configuration, authentication: require_authenticated", [
      { model: "invitation.invitationstage" },
      { model: "user_write.userwritestage", attrs: "user_creation_mode: never_create" },
    ]),
  );
  const model = "authentik_stages_invitation.invitation";
  const pk = app.store.objects.insert({
    model,
    uniqueKey: null,
    data: { name: "x", fixed_data: { password: "laid down 7" } },
  });
  const browser = await signedIn(app, 0);
  expectChallenge(await browser.get("sets", `itoken=${pk}`), "ak-stage-password");
  assert.deepEqual(await browser.post("sets", { password: demoPassword }, `itoken=${pk}`), home);
  const fresh = new TestBrowser(app);
  await fresh.post("default-authentication-flow", { uid_field: "user" });
  assert.deepEqual(await fresh.post("default-authentication-flow", { password: "laid down 7" }), home);
});

test("a user name needs a recent sign-in, an address the password, the rest of the account neither", async (t) => {
  const app = testApp(t);
  addDetailsForm(app);
  const pk = userPk(app);
  const browser = await signedIn(app, 16);
  assert.deepEqual(await browser.post(details, { ...own, name: "Jane" }), home);
  const written = () => {
    const user = app.store.users.get(pk);
    return { username: user?.username, name: user?.name, email: user?.email };
  };
  const changes = [
    { changed: { ...own, username: "jane" }, age: 16 },
    { changed: { ...own, username: "jane", email: "jane@example.test" }, age: 0 },
  ];
  for (const { changed, age } of changes) {
    passTime(app, age);
    const before = written();
    expectChallenge(await browser.post(details, changed), "ak-stage-password");
    assert.deepEqual(written(), before);
    assert.deepEqual(await browser.post(details, { password: demoPassword }), home);
    assert.deepEqual(written(), changed);
  }
});

test("deleting the account asks too, before the form", async (t) => {
  const app = testApp(t);
  const browser = await signedIn(app, 16);
  const flow = "account-deletion";
  expectChallenge(await browser.get(flow), "ak-stage-password");
  expectChallenge(await browser.post(flow, { password: demoPassword }), "ak-stage-prompt");
  assert.ok(userPk(app) > 0);
  assert.deepEqual(await browser.post(flow, { confirm_username: "user" }), home);
  assert.equal(userPk(app), 0);
});

test("an account without a password shows a second factor instead", async (t) => {
  const app = testApp(t);
  const browser = await signedIn(app, 16);
  const secret = addTotp(app);
  app.store.users.setPasswordHash(userPk(app), null);
  const flow = "default-authenticator-static-setup";
  expectChallenge(await browser.get(flow), "ak-stage-authenticator-validate");
  const shown = await browser.post(flow, { code: new TOTP({ secret }).generate() });
  expectChallenge(shown, "ak-stage-authenticator-static");
});

test("one with neither is told to sign in again", async (t) => {
  const app = testApp(t);
  const browser = await signedIn(app, 16);
  app.store.users.setPasswordHash(userPk(app), null);
  const denied = expectChallenge(await browser.get("default-authenticator-static-setup"), "ak-stage-access-denied");
  assert.match(denied.error_message ?? "", /Sign out, sign in again/);
});

test("one without a password may choose one after a recent sign-in", async (t) => {
  const app = testApp(t);
  const browser = await signedIn(app, 0);
  app.store.users.setPasswordHash(userPk(app), null);
  const flow = "default-password-change";
  expectChallenge(await browser.get(flow), "ak-stage-prompt");
  const chosen = { password: "entirely changed 7", password_repeat: "entirely changed 7" };
  assert.deepEqual(await browser.post(flow, chosen), home);
});

test("whoever sets a factor up on the way in has just given the password", async (t) => {
  const app = testApp(t);
  const flow = "default-authentication-flow-mfa";
  const browser = new TestBrowser(app);
  await browser.post(flow, { uid_field: "user" });
  const choice = expectChallenge(
    await browser.post(flow, { password: demoPassword }),
    "ak-stage-authenticator-validate",
  );
  const chosen = { selected_stage: choice.configuration_stages[3]?.pk };
  expectChallenge(await browser.post(flow, chosen), "ak-stage-authenticator-static");
});
