import assert from "node:assert/strict";
import { test } from "node:test";
import type { Answered } from "../../../src/protocol/challenges.ts";
import { isUnknownCredential } from "../../../src/protocol/unknown-credential.ts";

test("a passkey is unknown only where the server says so, by whichever field and beside whatever else", () => {
  const answered = (response_errors?: Answered["response_errors"]): Answered =>
    ({ component: "ak-stage-identification", ...(response_errors && { response_errors }) }) as Answered;
  const other = { string: "Invalid passkey", code: "invalid" };
  const unknown = { string: "Invalid passkey", code: "unknown_credential" };
  assert.equal(isUnknownCredential(answered({ non_field_errors: [other], passkey: [other, unknown] })), true);
  for (const errors of [undefined, {}, { passkey: [] }, { passkey: [other] }, { unknown_credential: [other] }])
    assert.equal(isUnknownCredential(answered(errors)), false);
});
