import assert from "node:assert/strict";
import { test } from "node:test";
import { isSecretName } from "../../../src/protocol/secret-names.ts";

test("what passwords, codes, tokens and keys are called is secret, in either case and wherever it stands", () => {
  const names = [
    "password",
    "newPassword",
    "passphrase",
    "client_secret",
    "token",
    "flow_token",
    "otp_uri",
    "code",
    "backupCode",
  ];
  const deeper = [
    "prompt_data.password",
    "goauthentik.io/user/api_key",
    "a/b.pin",
    "a.b/keys",
    "password_fields.token",
  ];
  for (const name of [
    ...names,
    ...deeper,
    "x-signature",
    "apiKey",
    "apikey",
    "credential",
    "old_field_key",
    "password_fields_x",
  ])
    assert.ok(isSecretName(name), name);
});

test("what only looks like one is none, nor is what stands in front of a name", () => {
  const names = ["field_key", "site_key", "password_fields", "auth_method", "user_backend", "keyboard", "encoded"];
  const deeper = [
    "prompt_data.field_key",
    "plan/site_key",
    "password.length",
    "token/kind",
    "a.token/kind",
    "token/a.kind",
  ];
  for (const name of [...names, ...deeper, "pinned", "username"]) assert.ok(!isSecretName(name), name);
});
