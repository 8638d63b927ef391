import assert from "node:assert/strict";
import { test } from "node:test";
import { isSameStep } from "../../../src/client/flow/same-step.ts";
import { emailSetupChallenge, smsSetupChallenge } from "../../fixtures/authenticator-challenges.ts";
import { errors, passwordChallenge } from "../../fixtures/challenges.ts";

test("a step is the same with an error, and another one for another person", () => {
  const refused = passwordChallenge({ response_errors: errors({ password: "Invalid password" }) });
  assert.ok(isSameStep(passwordChallenge(), refused));
  assert.ok(!isSameStep(passwordChallenge(), passwordChallenge({ pending_user: "somebody else" })));
});

test("where to send a code and the code itself are two steps: a number is no code", () => {
  assert.ok(!isSameStep(smsSetupChallenge(), smsSetupChallenge({ phone_number_required: false })));
  assert.ok(!isSameStep(emailSetupChallenge(), emailSetupChallenge({ email_required: false })));
});
