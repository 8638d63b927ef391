import type { Challenge } from "../../../protocol/challenges.ts";

/** Steps of signing in: whoever is at one of them has not begun anything that would be lost. */
export const signingIn: ReadonlySet<string> = new Set<Challenge["component"]>([
  "ak-stage-identification",
  "ak-stage-password",
  "ak-stage-captcha",
  "ak-stage-authenticator-validate",
  "ak-stage-user-login",
]);
