import type { Database } from "./database.ts";

/** No score goes beyond this, up or down. */
const extreme = 5;
/** Milliseconds after which a score that nothing changed is forgotten. */
const lifetime = 86_400_000;

/** How signing in went lately, as a score by address and name: successes count up, failures down. */
export class ReputationStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Adds to the score of a name from an address. */
  adjust(ip: string, identifier: string, amount: number, now: number): void {
    this.#db.run("DELETE FROM reputation WHERE ip = ? AND identifier = ? AND expires <= ?", ip, identifier, now);
    this.#db.run(
      `INSERT INTO reputation (ip, identifier, score, expires) VALUES (?, ?, max(min(?, ${extreme}), -${extreme}), ?)
       ON CONFLICT (ip, identifier) DO UPDATE
       SET score = max(min(score + ?, ${extreme}), -${extreme}), expires = excluded.expires`,
      ip,
      identifier,
      amount,
      now + lifetime,
      amount,
    );
  }

  /** The sum of all scores of an address, or of a name; 0 without any. */
  score({ ip, identifier }: { ip: string | undefined; identifier: string | undefined }, now: number): number {
    const sql =
      "SELECT coalesce(sum(score), 0) AS score FROM reputation WHERE (ip = ? OR identifier = ?) AND expires > ?";
    const row = this.#db.row(sql, ip ?? null, identifier ?? null, now) as { score: number };
    return row.score;
  }

  removeExpired(now: number): void {
    this.#db.run("DELETE FROM reputation WHERE expires <= ?", now);
  }
}
