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
  // In the very words of the index, which is how SQLite knows that it may use it.
  const sql = `SELECT max(CAST(substr(password_hash, 15) AS INTEGER)) AS most FROM users
    WHERE password_hash >= 'pbkdf2_sha256$' AND password_hash < 'pbkdf2_sha256%'`;
  const row = database.row(sql) as { readonly most: number | null };
  return row.most ?? 0;
}
