import { ZxcvbnFactory } from "@zxcvbn-ts/core";

/** How hard a password is to guess. Without the large dictionaries nobody can be sure, so the judgement is on the careful side. */
export type Strength = "weak" | "fair" | "strong";

/** What is tried first. */
const common =
  "password passwort 123456 qwerty qwertz azerty letmein welcome admin login monkey dragon football baseball master sunshine princess " +
  "iloveyou shadow superman batman trustno1 starwars hello freedom whatever michael jordan ashley bailey charlie donald soccer hockey " +
  "killer pepper ginger summer winter spring autumn secret changeme default guest test love hunter buster flower cheese computer internet " +
  "hallo schatz sommer winter geheim berlin";

/**
 * Estimates how hard a password is to guess.
 *
 * @param known words that somebody who attacks this account would try, such as its names
 */
export function passwordStrength(password: string, known: readonly string[]): Strength {
  const estimator = new ZxcvbnFactory({ dictionary: { common: common.split(" ") } });
  const { score } = estimator.check(password, [...known]);
  if (score < 3) return "weak";
  return score === 4 && password.length >= 16 ? "strong" : "fair";
}
