import type { Challenge, ErrorDetail } from "../../protocol/challenges.ts";
import type { Locale } from "../../protocol/locales/locales.ts";
import { say, type Words } from "../../protocol/locales/words.ts";
import { arabic } from "./words/arabic.ts";
import { german } from "./words/german.ts";

const words: Readonly<Record<Locale, Words>> = { ar: arabic, de: german, en: {} };

/** The challenge with the server's own sentences in a language; what administrators wrote stays as it is. */
export function localisedChallenge(challenge: Challenge, locale: Locale): Challenge {
  const own = words[locale];
  const { response_errors: errors } = challenge;
  return {
    ...challenge,
    ...("primary_action" in challenge && { primary_action: say(own, challenge.primary_action) }),
    ...("error_message" in challenge && { error_message: say(own, challenge.error_message ?? "") }),
    ...(errors && { response_errors: localisedErrors(errors, own) }),
  };
}

function localisedErrors(errors: Readonly<Record<string, ErrorDetail[]>>, own: Words): Record<string, ErrorDetail[]> {
  const entries = Object.entries(errors).map(([field, details]): [string, ErrorDetail[]] => [
    field,
    details.map(({ string, code }) => ({ string: say(own, string), code })),
  ]);
  return Object.fromEntries(entries);
}
