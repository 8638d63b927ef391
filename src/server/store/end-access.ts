import type { Store } from "./store.ts";

/**
 * Ends what somebody may have got at with a password or an address that has just been changed: the account's other sessions, and the links
 * that were sent out for it.
 *
 * @param keep ids of the session and the link of whoever made the change
 */
export function endOtherAccess(
  { sessions, flowTokens, database }: Pick<Store, "sessions" | "flowTokens" | "database">,
  userPk: number,
  keep: { readonly session?: string | undefined; readonly token?: string | undefined } = {},
): void {
  database.transaction(() => {
    sessions.removeOthers(userPk, keep.session);
    flowTokens.removeOthers(userPk, keep.token);
  });
}
