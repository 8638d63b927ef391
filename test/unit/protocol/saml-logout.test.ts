import assert from "node:assert/strict";
import { test } from "node:test";
import type { ChallengeOf } from "../../../src/protocol/challenges.ts";
import { samlLogout } from "../../../src/protocol/saml-logout.ts";

type NativeLogout = ChallengeOf<"ak-provider-saml-native-logout">;

/** A step as some release sends it, whatever our types say. */
function step(fields: Record<string, unknown>): NativeLogout {
  return { component: "ak-provider-saml-native-logout", ...fields } as unknown as NativeLogout;
}

test("a sign-out by form is read in the names of every release", () => {
  const sent = { posted: true, values: { SAMLRequest: "PHNhbWw+", RelayState: "/back" } };
  const earlier = step({ binding: "post", saml_request: "PHNhbWw+", relay_state: "/back" });
  const now = step({ saml_binding: "post", saml_request: "PHNhbWw+", saml_relay_state: "/back" });
  assert.deepEqual(samlLogout(earlier), sent);
  assert.deepEqual(samlLogout(now), sent);
});

test("a sign-out by redirect has all in its address", () => {
  assert.deepEqual(samlLogout(step({ binding: "redirect" })), { posted: false, values: {} });
  assert.deepEqual(samlLogout(step({ saml_binding: "redirect" })), { posted: false, values: {} });
});

test("of two names the present one counts, and what is null is not there", () => {
  const both = { binding: "redirect", saml_binding: "post", relay_state: "old", saml_relay_state: "new" };
  assert.deepEqual(samlLogout(step(both)), { posted: true, values: { RelayState: "new" } });
  const none = step({ saml_binding: "post", saml_request: null, saml_response: "x", saml_relay_state: null });
  assert.deepEqual(samlLogout(none), { posted: true, values: { SAMLResponse: "x" } });
});
