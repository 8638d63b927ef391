import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Challenge, ChallengeOf } from "../../../src/protocol/challenges.ts";
import { type Credentials, credentialsFor, lacksAccount } from "../../../src/protocol/credentials.ts";
import { identificationChallenge, passwordChallenge } from "../../fixtures/challenges.ts";

type Identification = ChallengeOf<"ak-stage-identification">;

const credentials = (challenge: Challenge): Credentials => credentialsFor(challenge, (text) => text);

describe("the two inputs at identification", () => {
  const rows: [shows: Partial<Identification>, wants: Partial<Credentials>][] = [
    [{}, { username: "ask", password: "carry", type: "text", name: "", avatar: "", remembers: false }],
    [{ password_fields: true }, { username: "ask", password: "ask" }],
    [{ flow_designation: "recovery" }, { username: "ask", password: "none" }],
    [{ flow_designation: "enrollment" }, { username: "ask", password: "none" }],
    [
      { flow_designation: "enrollment", password_fields: true },
      { username: "ask", password: "ask" },
    ],
    [{ user_fields: [] }, { username: "none", password: "none" }],
    [{ user_fields: null }, { username: "none", password: "none", type: "text" }],
    [
      { user_fields: [], password_fields: true },
      { username: "none", password: "none" },
    ],
    [{ user_fields: ["email"] }, { type: "email", label: "Email" }],
    [{ user_fields: ["email", "upn"] }, { type: "text", label: "Email or UPN" }],
    [{ enable_remember_me: true }, { remembers: true }],
    [{ pending_user_identifier: "ada" }, { name: "ada" }],
    [{ enable_remember_me: false }, { remembers: false }],
    [{ allow_show_password: true }, { canReveal: true }],
    [{ allow_show_password: false }, { canReveal: false }],
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

  test("a step that asks for neither says nothing, lets nothing be revealed, and leads back where its flow does", () => {
    const redirect: Challenge = { component: "xak-flow-redirect", to: "/" };
    const nothing = { username: "none", password: "none", label: "", type: "text", remembers: false, name: "" };
    assert.deepEqual(credentials(redirect), { ...nothing, avatar: "", cancelUrl: "", canReveal: false });
    const info = { title: "", layout: "stacked", cancel_url: "/flows/-/cancel/" } as const;
    assert.equal(credentials({ ...redirect, flow_info: info }).cancelUrl, "/flows/-/cancel/");
  });

  const rows: [challenge: Challenge, password: Credentials["password"]][] = [
    [{ component: "xak-flow-frame", url: "/", loading_overlay: false, loading_text: "" }, "keep"],
    [{ component: "xak-flow-redirect", to: "/" }, "none"],
    ...["ak-stage-captcha", "ak-stage-dummy", "ak-stage-endpoint-agent"].map(
      (component) => [{ component } as Challenge, "keep"] as [Challenge, "keep"],
    ),
    ...["ak-stage-prompt", "ak-stage-captcha-2", "xak-flow-frames", "my-xak-flow-frame"].map(
      (component) => [{ component } as Challenge, "none"] as [Challenge, "none"],
    ),
  ];
  for (const [challenge, password] of rows) {
    test(`a password that is carried: ${password} at ${challenge.component}`, () =>
      assert.equal(credentials(challenge).password, password));
  }
});

describe("a form with new passwords lacks the account's name", () => {
  const form = (types: readonly string[] | null, more: object = {}): Challenge =>
    ({
      component: "ak-stage-prompt",
      fields: types?.map((type) => ({ type })) ?? null,
      ...more,
    }) as unknown as Challenge;
  const rows: [why: string, challenge: Challenge, lacks: boolean][] = [
    ["passwords alone", form(["text", "password"]), true],
    ["a username beside them", form(["username", "password"]), false],
    ["an address beside them", form(["email", "password"]), false],
    ["no password", form(["text"]), false],
    ["no fields at all", form(null), false],
    ["somebody who is known", form(["password"], { pending_user: "ada" }), false],
    ["another step", form(["password"], { component: "ak-stage-dummy" }), false],
  ];
  for (const [why, challenge, lacks] of rows) test(why, () => assert.equal(lacksAccount(challenge), lacks));
});
