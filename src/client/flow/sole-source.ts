import type { Challenge } from "../../protocol/challenges.ts";

/** What the one login source asks, where it is all that a step offers: nobody has to choose it. */
export function soleSource(challenge: Challenge): Challenge | undefined {
  if (challenge.component !== "ak-stage-identification") return undefined;
  const { user_fields: fields, passwordless_url: passwordless, sources } = challenge;
  return fields?.length || passwordless || sources?.length !== 1 ? undefined : sources[0]?.challenge;
}
