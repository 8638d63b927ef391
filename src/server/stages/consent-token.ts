import { sentence } from "../../protocol/locales/words.ts";
import { randomUUID } from "node:crypto";
import type { ChallengeOf } from "../../protocol/challenges.ts";
import { parseAnswer, type UncheckedAnswer } from "../engine/answer.ts";
import { text } from "../engine/fields.ts";
import type { Plan } from "../engine/plan.ts";
import { rejected, type Rejected, type Shown } from "../engine/stage-handler.ts";

export type Permission = ChallengeOf<"ak-stage-consent">["permissions"][number];

const tokenKey = "goauthentik.io/stages/consent/token";

/** Asks for consent. Every question has a token of its own, so that an answer belongs to what was shown. */
export function consentChallenge(
  plan: Plan,
  permissions: readonly Permission[],
  additional: readonly Permission[],
): Extract<Shown<"ak-stage-consent">, { kind: "challenge" }> {
  const token = randomUUID();
  plan.context[tokenKey] = token;
  const header = plan.context.consent_header;
  return {
    kind: "challenge",
    challenge: {
      component: "ak-stage-consent",
      ...(typeof header === "string" && { header_text: header }),
      permissions: [...permissions],
      additional_permissions: [...additional],
      token,
    },
  };
}

/** @returns what is wrong with the answer to the latest question, if anything */
export function checkConsentToken(plan: Plan, body: UncheckedAnswer<"ak-stage-consent">): Rejected | undefined {
  const parsed = parseAnswer({ token: text() }, body);
  if (!parsed.ok) return { kind: "invalid", errors: parsed.errors };
  if (parsed.values.token === plan.context[tokenKey]) return undefined;
  return rejected(sentence("Invalid consent token, re-showing prompt"), "token");
}
