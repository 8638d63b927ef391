import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { BusyError } from "../../../src/server/engine/busy-error.ts";
import { Limiter } from "../../../src/server/engine/limiter.ts";
import { type limits } from "../../../src/server/engine/limits.ts";
import { PasswordVerifier } from "../../../src/server/engine/password-verifier.ts";
import type { FlowApp } from "../../../src/server/http/create-app.ts";
import { testApp, TestBrowser } from "./support/test-app.ts";

const flow = "default-authentication-flow";

/** A browser somewhere else; the app believes the header with `trustProxy`. */
function browserAt(app: FlowApp, address: string): TestBrowser {
  const browser = new TestBrowser(app);
  browser.headers = { "x-forwarded-for": address };
  return browser;
}

/** Fills counters up, as so many tries would. */
function fillUp(app: FlowApp, limit: keyof typeof limits, subject: string, count: number): void {
  const limiter = new Limiter(app.store.counters);
  for (let tries = 0; tries < count; tries++) limiter.add([[limit, subject]], Date.now());
}

test("accounts made from one network are bounded", async (t) => {
  const app = testApp(t, { trustedProxies: ["127.0.0.1"] });
  fillUp(app, "enrolment-network", "203.0.113.1", 19);
  const enrol = async (address: string, username: string): Promise<string> => {
    const form = {
      username,
      name: "",
      email: `${username}@new.test`,
      password: "x9-lovelace",
      password_repeat: "x9-lovelace",
    };
    const answer = await browserAt(app, address).post("account-sign-up", form);
    return answer.component === "ak-stage-access-denied" ? String(answer.error_message) : answer.component;
  };
  assert.equal(await enrol("203.0.113.1", "first"), "ak-stage-email");
  assert.match(await enrol("203.0.113.1", "second"), /^Too many attempts to create an account\. .* 60 minutes\.$/);
  assert.equal(app.store.users.findByUsername("second"), undefined);
  assert.equal(await enrol("203.0.113.2", "third"), "ak-stage-email");
});

test("only so many passwords are checked and wait at once; beyond that the server says that it is busy", async () => {
  const passwords = new PasswordVerifier();
  const outcomes = await Promise.allSettled(Array.from({ length: 120 }, () => passwords.verify(null, "wrong")));
  const refused = outcomes.filter((outcome) => outcome.status === "rejected");
  assert.ok(refused.length >= 120 - 100 - 3 && refused.length < 20, String(refused.length));
  assert.ok(refused.every(({ reason }) => reason instanceof BusyError && reason.retryAfter > 0));
  assert.equal(await passwords.verify(null, "wrong"), false);
});

test("the server answers others while passwords are checked", async () => {
  const passwords = new PasswordVerifier();
  let turns = 0;
  const timer = setInterval(() => turns++, 1);
  await Promise.all(Array.from({ length: 12 }, () => passwords.verify(null, "wrong")));
  clearInterval(timer);
  assert.ok(turns >= 12, `${turns} turns of the event loop`);
});

async function errorsOf(t: TestContext, slug: string, body: object): Promise<unknown> {
  const answer = await new TestBrowser(testApp(t)).post(slug, body);
  return "response_errors" in answer ? answer.response_errors : undefined;
}

test("what is too long is refused with a sentence", async (t) => {
  const tooLong = (max: number): unknown => [
    { string: `Ensure this field has no more than ${max} characters.`, code: "max_length" },
  ];
  assert.deepEqual(await errorsOf(t, flow, { uid_field: "x".repeat(255) }), { uid_field: tooLong(254) });
  const enrolment = {
    username: "x".repeat(151),
    name: "x".repeat(151),
    email: `${"x".repeat(250)}@a.test`,
    password: "x".repeat(1025),
    password_repeat: "x".repeat(1025),
  };
  assert.deepEqual(await errorsOf(t, "account-sign-up", enrolment), {
    username: tooLong(150),
    name: tooLong(150),
    email: tooLong(254),
    password: tooLong(1024),
    password_repeat: tooLong(1024),
  });
});
