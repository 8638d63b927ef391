import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Challenge, ChallengeOf } from "../../../src/protocol/challenges.ts";
import { type Credentials, credentialsFor } from "../../../src/protocol/credentials.ts";
import { identificationChallenge, passwordChallenge } from "../../fixtures/challenges.ts";

type Identification = ChallengeOf<"ak-stage-identification">;

const credentials = (challenge: Challenge): Credentials => credentialsFor(challenge, (text) => text);

describe("the two inputs at identification", () => {
  const rows: [shows: Partial<Identification>, wants: Partial<Credentials>][] = [
    [{}, { username: "ask", password: "carry", type: "text", name: "" }],
    [{ password_fields: true }, { username: "ask", password: "ask" }],
    [{ flow_designation: "recovery" }, { username: "ask", password: "none" }],
    [{ flow_designation: "enrollment" }, { username: "ask", password: "none" }],
    [
      { flow_designation: "enrollment", password_fields: true },
      { username: "ask", password: "ask" },
    ],
    [{ user_fields: [] }, { username: "none", password: "none" }],
    [
      { user_fields: [], password_fields: true },
      { username: "none", password: "none" },
    ],
    [{ user_fields: ["email"] }, { type: "email", label: "Email" }],
    [{ user_fields: ["email", "upn"] }, { type: "text", label: "Email or UPN" }],
    [{ enable_remember_me: true }, { remembers: true }],
    [{ pending_user_identifier: "ada" }, { name: "ada" }],
    [{ allow_show_password: true }, { canReveal: true }],
  ];
  for (const [shows, wants] of rows) {
    test(JSON.stringify(shows), () => {
      const found = credentials(identificationChallenge({ ...{ password_fields: false }, ...shows }));
      assert.deepEqual({ ...found, ...wants }, found);
    });
  }
});

describe("the two inputs at other steps", () => {
  test("the password's step asks for it, and says whose it is", () => {
    const found = credentials(passwordChallenge({ pending_user: "ada", pending_user_avatar: "/a.png" }));
    assert.deepEqual(
      [found.username, found.password, found.name, found.avatar, found.label],
      ["tell", "ask", "ada", "/a.png", "Account"],
    );
  });

  test("an avatar that is authentik's stand-in is none", () => {
    const challenge = passwordChallenge({ pending_user_avatar: "/static/dist/assets/images/user_default.png" });
    assert.equal(credentials(challenge).avatar, "");
  });

  test("nobody is told where nobody is known", () => {
    assert.equal(credentials(passwordChallenge({ pending_user: "" })).username, "none");
  });

  const rows: [challenge: Challenge, password: Credentials["password"]][] = [
    [{ component: "xak-flow-frame", url: "/", loading_overlay: false, loading_text: "" }, "keep"],
    [{ component: "xak-flow-redirect", to: "/" }, "none"],
  ];
  for (const [challenge, password] of rows) {
    test(`a password that is carried: ${password} at ${challenge.component}`, () =>
      assert.equal(credentials(challenge).password, password));
  }
});
