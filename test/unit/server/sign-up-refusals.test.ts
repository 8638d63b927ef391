import assert from "node:assert/strict";
import { test } from "node:test";
import { expectChallenge, testApp, TestBrowser } from "./support/test-app.ts";

const wanted = {
  username: "ada",
  name: "Ada",
  email: "ada@example.test",
  password: "x9-lovelace",
  password_repeat: "x9-lovelace",
};

test("a username that is taken is refused, and nothing of the answer is lost", async (t) => {
  const app = testApp(t);
  const browser = new TestBrowser(app);
  const answer = await browser.post("account-sign-up", { ...wanted, username: "user" });
  const again = expectChallenge(answer, "ak-stage-prompt");
  assert.deepEqual(again.response_errors, { username: [{ string: "Username is already taken.", code: "invalid" }] });
});

test("of two who want the same username at once, one gets it and the other is told", async (t) => {
  const app = testApp(t);
  const [first, second] = [new TestBrowser(app), new TestBrowser(app)];
  const answers = await Promise.all([first, second].map((browser) => browser.post("account-sign-up", wanted)));
  assert.deepEqual(answers.map(({ component }) => component).sort(), ["ak-stage-access-denied", "ak-stage-email"]);
});

test("a password that is too short or too easy to guess is refused, in the policy's words", async (t) => {
  const browser = new TestBrowser(testApp(t));
  const errorFor = async (password: string): Promise<unknown> => {
    const answer = await browser.post("account-sign-up", { ...wanted, password, password_repeat: password });
    return expectChallenge(answer, "ak-stage-prompt").response_errors?.non_field_errors?.[0]?.string;
  };
  assert.equal(await errorFor("short"), "Choose at least 8 characters.");
  assert.equal(await errorFor("password1"), "Password is too weak.");
});
