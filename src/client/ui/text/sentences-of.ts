import type { ErrorDetail } from "../../../protocol/challenges.ts";

/** What errors say, without blank sentences. */
export function sentencesOf(errors: readonly ErrorDetail[] | undefined): string[] {
  return (errors ?? []).map(({ string }) => string).filter(Boolean);
}
