import assert from "node:assert/strict";
import { test } from "node:test";
import { atFactor, Diary, mfa, validate } from "./support/diary.ts";
import { demoPassword, expectChallenge } from "./support/test-app.ts";

const home = { component: "xak-flow-redirect", to: "/" };

test("a code that was sent is good for the sign-in that asked for it, and for no other", async (t) => {
  const diary = new Diary(t);
  const owner = diary.browser();
  await owner.signIn();
  await owner.get("default-authenticator-email-setup");
  await owner.post("default-authenticator-email-setup", { code: diary.code() });
  const [asks, other] = [await atFactor(diary, demoPassword), await atFactor(diary, demoPassword)];
  const challenge = expectChallenge(await asks.get(mfa), validate);
  await asks.post(mfa, { selected_challenge: challenge.device_challenges[0] });
  const code = diary.code();
  expectChallenge(await other.post(mfa, { code }), validate);
  t.mock.timers.enable({ apis: ["Date"], now: Date.now() + 5_000 });
  assert.deepEqual(await asks.post(mfa, { code }), home);
});

test("a code by e-mail is good for ten minutes, whatever the stage says", async (t) => {
  const diary = new Diary(t);
  const owner = diary.browser();
  await owner.signIn();
  await owner.get("default-authenticator-email-setup");
  const code = diary.code();
  const now = Date.now();
  t.mock.timers.enable({ apis: ["Date"], now: now + 601_000 });
  const late = expectChallenge(
    await owner.post("default-authenticator-email-setup", { code }),
    "ak-stage-authenticator-email",
  );
  assert.deepEqual(late.response_errors?.non_field_errors, [{ string: "Code does not match", code: "invalid" }]);
  t.mock.timers.setTime(now + 590_000);
  assert.deepEqual(await owner.post("default-authenticator-email-setup", { code }), home);
});

test("one recovery code opens one session, also when it is typed in two at once", async (t) => {
  const diary = new Diary(t);
  const owner = diary.browser();
  await owner.signIn();
  const flow = "default-authenticator-static-setup";
  const { codes } = expectChallenge(await owner.get(flow), "ak-stage-authenticator-static");
  await owner.post(flow, {});
  const browsers = [await atFactor(diary, demoPassword), await atFactor(diary, demoPassword)];
  const answers = await Promise.all(browsers.map((browser) => browser.post(mfa, { code: codes[0] })));
  assert.deepEqual(answers.map(({ component }) => component).sort(), [validate, "xak-flow-redirect"]);
});
