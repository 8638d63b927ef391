import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { ChallengeOf } from "../../../src/protocol/challenges.ts";
import {
  asksName,
  canIdentify,
  identificationIntro,
  identifierLabel,
  offersOthers,
} from "../../../src/protocol/identification.ts";
import { identificationChallenge } from "../../fixtures/challenges.ts";

type Identification = ChallengeOf<"ak-stage-identification">;

const source: NonNullable<Identification["sources"]>[number] = {
  name: "Plex",
  icon_url: null,
  promoted: false,
  challenge: { component: "xak-flow-redirect", to: "/source" },
};
const nothing: Partial<Identification> = { user_fields: [], sources: [], password_fields: false };

describe("what names an account", () => {
  const rows: [fields: string[], label: string][] = [
    [["username"], "Username"],
    [["email"], "Email"],
    [["upn"], "UPN"],
    [["email", "username"], "Email or username"],
    [["username", "email"], "Email or username"],
    [["upn", "email"], "Email or UPN"],
    [["upn", "username"], "Username or UPN"],
    [["upn", "username", "email"], "Email, username or UPN"],
  ];
  for (const [fields, label] of rows) {
    test(`${fields.join(", ")}: ${label}`, () =>
      assert.equal(
        identifierLabel(fields, (text) => text),
        label,
      ));
  }

  test("in the language of the reader", () =>
    assert.equal(
      identifierLabel(["email"], () => "E-Mail"),
      "E-Mail",
    ));
});

describe("what identification offers", () => {
  const rows: [shows: Partial<Identification>, asks: boolean, can: boolean, others: boolean][] = [
    [{ user_fields: ["email"] }, true, true, false],
    [{ user_fields: ["email"], passwordless_url: "/passkey" }, true, true, true],
    [{ user_fields: ["email"], sources: [source] }, true, true, true],
    [{ ...nothing, sources: [source] }, false, true, false],
    [{ ...nothing, passwordless_url: "/passkey" }, false, true, false],
    // One way for one thing: the passkey that can be used here.
    [{ user_fields: ["email"], passwordless_url: "/passkey", passkey_challenge: {} }, true, true, false],
    [{ ...nothing, passkey_challenge: { challenge: "a" } }, false, true, false],
    [nothing, false, false, false],
    [{ ...nothing, user_fields: null }, false, false, false],
  ];
  for (const [shows, asks, can, others] of rows) {
    test(JSON.stringify(shows), () => {
      const challenge = identificationChallenge(shows);
      assert.deepEqual([asksName(challenge), canIdentify(challenge), offersOthers(challenge)], [asks, can, others]);
    });
  }
});

describe("what identification says first", () => {
  const rows: [shows: Partial<Identification>, intro: RegExp][] = [
    [{}, /^$/],
    [{ application_pre: "Mail" }, /^to Mail$/],
    [{ application_pre: "Mail", flow_designation: "recovery" }, /^Enter the email address/],
    [{ ...nothing, application_pre: "Mail" }, /^Nobody has set up a way/],
    [{ ...nothing, sources: [source], application_pre: "Mail" }, /^Choose one of the options/],
  ];
  for (const [shows, intro] of rows) {
    test(JSON.stringify(shows), () => {
      const challenge = identificationChallenge(shows);
      const said = identificationIntro(
        challenge,
        (text) => text,
        (application) => `to ${application}`,
      );
      assert.match(said, intro);
    });
  }
});
