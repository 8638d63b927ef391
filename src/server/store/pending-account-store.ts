import type { Database } from "./database.ts";

/** Milliseconds that a name is held beyond the end of the last link, for whoever asks for another one. */
const grace = 3_600_000;
/** Milliseconds that a name is held at most, however many links are asked for. */
const longest = 7 * 86_400_000;

/**
 * Accounts of people who signed up and have not opened their link yet. They hold a name that nobody has shown to be theirs: once no link
 * opens them any more they are removed, whole, so that a new one has nothing of the old. Whatever makes an account active takes it out of
 * here, and an account that waits for no link is held until an administrator decides.
 */
export class PendingAccountStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  add(userPk: number, now: number): void {
    this.#db.run("INSERT INTO pending_accounts (user_pk, created, expires) VALUES (?, ?, NULL)", userPk, now);
  }

  /** Holds a pending account as long as a link that makes it active. @param lifetime of the link, in milliseconds */
  hold(userPk: number, lifetime: number, now: number): void {
    this.#db.run(
      "UPDATE pending_accounts SET expires = min(?, created + ?) WHERE user_pk = ?",
      now + lifetime + grace,
      Math.max(longest, lifetime + grace),
      userPk,
    );
  }

  /** Removes the accounts that nothing opens any more. */
  removeExpired(now: number): void {
    this.#db.run(
      `DELETE FROM users WHERE is_active = 0 AND last_login IS NULL
       AND pk IN (SELECT user_pk FROM pending_accounts WHERE expires <= ?)`,
      now,
    );
  }
}
