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
  await owner.post("default-authenticator-email-setup", { code: await diary.code() });
  const [asks, other] = [await atFactor(diary, demoPassword), await atFactor(diary, demoPassword)];
  const challenge = expectChallenge(await asks.get(mfa), validate);
  await asks.post(mfa, { selected_challenge: challenge.device_challenges[0] });
  const code = await diary.code();
  expectChallenge(await other.post(mfa, { code }), validate);
  t.mock.timers.enable({ apis: ["Date"], now: Date.now() + 5_000 });
  assert.deepEqual(await asks.post(mfa, { code }), home);
});

for (const [seconds, isGood] of [
  [590, true],
  [601, false],
] as const) {
  test(`a code by email is ${isGood ? "" : "not "}good after ${seconds} seconds, whatever the stage says`, async (t) => {
    const diary = new Diary(t);
    const owner = diary.browser();
    await owner.signIn();
    const flow = "default-authenticator-email-setup";
    await owner.get(flow);
    const code = await diary.code();
    t.mock.timers.enable({ apis: ["Date"], now: Date.now() + seconds * 1000 });
    const answer = await owner.post(flow, { code });
    if (isGood) assert.deepEqual(answer, home);
    else assert.ok(expectChallenge(answer, "ak-stage-authenticator-email").response_errors?.non_field_errors);
  });
}

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
