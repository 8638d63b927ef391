import assert from "node:assert/strict";
import { test } from "node:test";
import { initialsAvatar } from "../../../src/server/engine/avatar.ts";
import { demoPassword, expectChallenge, testApp, TestBrowser } from "./support/test-app.ts";

const flow = "default-authentication-flow";

async function tryPassword(browser: TestBrowser, uid: string, password: string): Promise<string | undefined> {
  await browser.request("/flows/-/cancel/?next=%2F");
  await browser.post(flow, { uid_field: uid });
  const answer = await browser.post(flow, { password });
  if (answer.component === "xak-flow-redirect") return "in";
  return expectChallenge(answer, "ak-stage-password").response_errors?.password?.[0]?.string;
}

test("after ten wrong passwords none is taken for a while, not even the right one; the same for somebody who does not exist", async (t) => {
  const app = testApp(t);
  for (const uid of ["user", "nobody"]) {
    const browser = new TestBrowser(app);
    for (let attempt = 0; attempt < 10; attempt++) {
      assert.equal(await tryPassword(browser, uid, "wrong"), "Invalid password");
    }
    const locked = "Too many attempts. Please try again after 10 minutes.";
    assert.equal(await tryPassword(new TestBrowser(app), uid, demoPassword), locked);
  }
  assert.equal(await tryPassword(new TestBrowser(app), "admin", demoPassword), "in");
});

test("a right password makes up for wrong ones", async (t) => {
  const app = testApp(t);
  for (let round = 0; round < 3; round++) {
    const browser = new TestBrowser(app);
    for (let attempt = 0; attempt < 5; attempt++) await tryPassword(browser, "user", "wrong");
    assert.equal(await tryPassword(new TestBrowser(app), "user", demoPassword), "in");
  }
});

test("five wrong passwords in a row end the flow", async (t) => {
  const browser = new TestBrowser(testApp(t));
  await browser.post(flow, { uid_field: "user" });
  for (let attempt = 1; attempt < 5; attempt++) {
    expectChallenge(await browser.post(flow, { password: "wrong" }), "ak-stage-password");
  }
  const denied = expectChallenge(await browser.post(flow, { password: "wrong" }), "ak-stage-access-denied");
  assert.equal(
    denied.error_message,
    "The password was wrong too often. Start over to try again, or choose “Forgot password?” there.",
  );
});

// That the time tells nothing either is held by what is computed: `refused-work.test.ts`.
test("text and status tell nothing about who exists", async (t) => {
  const app = testApp(t);
  const names = ["user", "nobody-at-all"] as const;
  const seen = names.map(async (uid) => {
    const browser = new TestBrowser(app);
    await browser.get(flow);
    const first = await browser.postOnce(flow, { uid_field: uid });
    const asked = expectChallenge(await browser.get(flow), "ak-stage-password");
    const wrong = expectChallenge(await browser.post(flow, { password: "wrong" }), "ak-stage-password");
    const { pending_user: _name, pending_user_avatar: avatar, ...rest } = wrong;
    // The picture is of what was typed, as it is for somebody who does not exist.
    assert.equal(avatar, initialsAvatar(uid));
    return { status: first.status, keys: Object.keys(asked).sort(), rest };
  });
  assert.deepEqual(await seen[0], await seen[1]);
});
