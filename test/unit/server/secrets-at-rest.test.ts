import assert from "node:assert/strict";
import { test } from "node:test";
import { TOTP } from "otpauth";
import { atFactor, Diary, mfa, validate } from "./support/diary.ts";
import { spellings } from "./support/file-search.ts";
import { addBlueprint, demoPassword, expectChallenge } from "./support/test-app.ts";
import { appClock } from "../../support/totp-step.ts";

const home = { component: "xak-flow-redirect", to: "/" };

test("the search finds a secret however it is written, wherever it stands", () => {
  for (const before of ["", "a", "ab", "abc", "abcd"]) {
    for (const secret of ["secret-value-0001", "secret-value-00012", "secret-value-000123"]) {
      const written = Buffer.from(`${before}${secret}${"z".repeat(before.length)}`);
      for (const encoding of ["utf8", "hex", "base64", "base64url"] as const) {
        const haystack = Buffer.from(written.toString(encoding));
        const isFound = spellings(secret).some((spelling) => haystack.includes(spelling));
        assert.ok(isFound, `${secret} after "${before}" in ${encoding}`);
      }
    }
  }
});

test("signing up, with the link that confirms it", async (t) => {
  const diary = new Diary(t);
  const password = diary.note("x9-lovelace-engine");
  const flow = "account-sign-up";
  const person = { username: "ada", name: "Ada", email: "ada@example.test" };
  const differing = diary.note("x9-lovelace-enginx");
  const browser = diary.browser();
  await browser.post(flow, { ...person, password, password_repeat: differing });
  diary.check();
  expectChallenge(await browser.post(flow, { ...person, password, password_repeat: password }), "ak-stage-email");
  const query = await diary.link();
  const other = diary.browser();
  const { token } = expectChallenge(await other.get(flow, query), "ak-stage-consent");
  diary.check();
  assert.deepEqual(await other.post(flow, { token }, query), home);
  diary.check();
});

test("changing the password, and a forgotten one", async (t) => {
  const diary = new Diary(t);
  const browser = diary.browser();
  await browser.signIn();
  diary.check();
  const flow = "default-password-change";
  await browser.get(flow);
  await browser.post(flow, { password: diary.note("not the present password") });
  diary.check();
  await browser.post(flow, { password: demoPassword });
  const changed = diary.note("entirely changed 7");
  assert.deepEqual(await browser.post(flow, { password: changed, password_repeat: changed }), home);
  diary.check();

  const recovery = "account-recovery";
  const forgetful = diary.browser();
  await forgetful.post(recovery, { uid_field: "user" });
  const query = await diary.link();
  const { token } = expectChallenge(await forgetful.get(recovery, query), "ak-stage-consent");
  await forgetful.post(recovery, { token }, query);
  const reset = diary.note("blue whale forty-two");
  assert.deepEqual(await forgetful.post(recovery, { password: reset, password_repeat: reset }, query), home);
  diary.check();
});

test("setting up an authenticator app and signing in with it", async (t) => {
  const diary = new Diary(t);
  const owner = diary.browser();
  await owner.signIn();
  const flow = "default-authenticator-totp-setup";
  const { config_url } = expectChallenge(await owner.get(flow), "ak-stage-authenticator-totp");
  const secret = diary.note(new URL(config_url).searchParams.get("secret") ?? undefined);
  const totp = new TOTP({ secret });
  const clock = appClock();
  assert.deepEqual(await owner.post(flow, { code: totp.generate({ timestamp: clock.before() }) }), home);
  diary.check();
  const browser = await atFactor(diary, demoPassword);
  diary.check();
  assert.deepEqual(await browser.post(mfa, { code: totp.generate({ timestamp: clock.now() }) }), home);
  diary.check();
});

test("recovery codes, and signing in with one", async (t) => {
  const diary = new Diary(t);
  const owner = diary.browser();
  await owner.signIn();
  const flow = "default-authenticator-static-setup";
  const { codes } = expectChallenge(await owner.get(flow), "ak-stage-authenticator-static");
  for (const code of codes) diary.note(code);
  assert.deepEqual(await owner.post(flow, {}), home);
  diary.check();
  const [used = ""] = codes;
  const typed = `${used.slice(0, 5).toLowerCase()}-${used.slice(5, 10)} ${used.slice(10)}`;
  assert.deepEqual(await (await atFactor(diary, demoPassword)).post(mfa, { code: typed }), home);
  diary.check();
  // Hashed alone is not enough: those who open the vault do not find them either.
  const userPk = diary.app.store.users.findByUsername("user")?.pk ?? 0;
  const [device] = diary.app.store.devices.listByUser(userPk);
  assert.ok(device && codes.every((code) => !JSON.stringify(device.data).includes(code)));
  assert.equal(Array.isArray(device.data.hashes) && device.data.hashes.length, codes.length - 1);
});

for (const [deviceClass, answers] of [
  ["email", []],
  ["sms", [{ phone_number: "+12025550100" }]],
] as const) {
  test(`codes by ${deviceClass}, at set-up and at sign-in`, async (t) => {
    const diary = new Diary(t);
    const owner = diary.browser();
    await owner.signIn();
    const flow = `default-authenticator-${deviceClass}-setup`;
    await owner.get(flow);
    for (const answer of answers) await owner.post(flow, answer);
    assert.deepEqual(await owner.post(flow, { code: await diary.code() }), home);
    const browser = await atFactor(diary, demoPassword);
    const challenge = expectChallenge(await browser.get(mfa), validate);
    await browser.post(mfa, { selected_challenge: challenge.device_challenges[0] });
    assert.deepEqual(await browser.post(mfa, { code: await diary.code() }), home);
    diary.check();
  });
}

test("secrets of stages are sealed in the database, and used as they were written", (t) => {
  const diary = new Diary(t);
  const secret = diary.note("key-of-the-captcha-vendor");
  const model = "authentik_stages_captcha.captchastage";
  addBlueprint(
    diary.app,
    `  - { model: ${model}, id: c, identifiers: { name: sealed }, attrs: { public_key: x, private_key: ${secret} } }`,
  );
  diary.check();
  const stored = diary.app.store.objects.findByKey(JSON.stringify(["stage", "sealed"]));
  assert.equal(diary.app.store.objects.unseal(String(stored?.data.private_key)), secret);
});
