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

/** The most iterations of PBKDF2 that the password of an account takes; 0 where none is hashed so. */
export function mostIterations({ database }: Store): number {
  const kind = "pbkdf2_sha256$";
  const row = database.row(
    "SELECT max(CAST(substr(password_hash, ?) AS INTEGER)) AS most FROM users WHERE substr(password_hash, 1, ?) = ?",
    ...[kind.length + 1, kind.length, kind],
  ) as { readonly most: number | null };
  return row.most ?? 0;
}
