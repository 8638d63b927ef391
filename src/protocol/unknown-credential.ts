import type { Answered } from "./challenges.ts";

/**
 * Code of the error that refuses a passkey because the server does not know it. It is an extension to authentik, which says the same in the same
 * words of a passkey that belongs to somebody else.
 */
export const unknownCredential = "unknown_credential";

/** Whether the server has refused a passkey because it does not know it. */
export function isUnknownCredential({ response_errors: errors = {} }: Answered): boolean {
  return Object.values(errors).some((list) => list.some(({ code }) => code === unknownCredential));
}
