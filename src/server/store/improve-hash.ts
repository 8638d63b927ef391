import type { Store } from "./store.ts";

/**
 * Keeps another hash of the same password, unless the password has changed meanwhile. Nobody is signed out by it, and the password is as old
 * as before.
 */
export function improveHash({ database }: Store, pk: number, kept: string, better: string): void {
  database.transaction(() => {
    database.run("UPDATE users SET password_hash = ? WHERE pk = ? AND password_hash = ?", better, pk, kept);
    database.run(
      "UPDATE password_history SET password_hash = ? WHERE user_pk = ? AND password_hash = ?",
      ...[better, pk, kept],
    );
  });
}
