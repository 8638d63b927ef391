import assert from "node:assert/strict";
import { test } from "node:test";
import type { EmailChallenge } from "../../../src/protocol/challenges.ts";
import { MailQueue } from "../../../src/server/engine/mail/mail-queue.ts";
import { expectChallenge, testApp, TestBrowser } from "./support/test-app.ts";

const password = "blue whale 42";
const wanted = {
  username: "ada",
  name: "Ada",
  email: "Ada@Example.test",
  password,
  password_repeat: password,
};

test("who waits for a link is told where it goes, and nobody learns another's address", async (t) => {
  const app = testApp(t);
  const at = async (flow: string, body: object): Promise<unknown> => {
    const challenge: EmailChallenge = expectChallenge(await new TestBrowser(app).post(flow, body), "ak-stage-email");
    return challenge.email;
  };
  assert.equal(await at("account-recovery", { uid_field: "User@Example.test" }), "User@Example.test");
  assert.equal(await at("account-recovery", { uid_field: "user" }), null);
  assert.equal(await at("account-recovery", { uid_field: "nobody" }), null);
  assert.equal(await at("account-sign-up", wanted), wanted.email);
});

test("a message that nobody takes is not said to be on its way, whether there is an account or not", async (t) => {
  const app = testApp(t);
  const full = t.mock.method(MailQueue.prototype, "add", () => false);
  const string = "The message could not be sent. Try again in a few minutes.";
  const refused = { non_field_errors: [{ string, code: "invalid" }] };
  for (const uid_field of ["user", "nobody"]) {
    const browser = new TestBrowser(app);
    const first = await browser.post("account-recovery", { uid_field });
    assert.deepEqual(first.response_errors, refused);
    assert.deepEqual((await browser.post("account-recovery", {})).response_errors, refused);
  }
  full.mock.restore();
  const browser = new TestBrowser(app);
  await browser.post("account-recovery", { uid_field: "user" });
  assert.equal((await browser.get("account-recovery")).response_errors, undefined);
});
