import type { Database } from "./database.ts";

/** A count and when it starts anew, in milliseconds since 1970. */
export interface Counter {
  readonly count: number;
  readonly expires: number;
}

/** Counts that begin anew after a while: what bounds how often something may be tried. */
export class CounterStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  get(name: string, now: number): Counter | undefined {
    return this.#db.row("SELECT count, expires FROM counters WHERE name = ? AND expires > ?", name, now) as
      | Counter
      | undefined;
  }

  /** Counts one more, and lets the count last `lifetime` milliseconds from its first. */
  increment(name: string, now: number, lifetime: number): Counter {
    const before = this.get(name, now);
    const counter = { count: (before?.count ?? 0) + 1, expires: before?.expires ?? now + lifetime };
    this.set(name, counter);
    return counter;
  }

  set(name: string, { count, expires }: Counter): void {
    this.#db.run(
      `INSERT INTO counters (name, count, expires) VALUES (?, ?, ?)
       ON CONFLICT (name) DO UPDATE SET count = excluded.count, expires = excluded.expires`,
      name,
      count,
      expires,
    );
  }

  /** Counts several things in one write. */
  atOnce(work: () => void): void {
    this.#db.transaction(work);
  }

  remove(name: string): void {
    this.#db.run("DELETE FROM counters WHERE name = ?", name);
  }

  removeExpired(now: number): void {
    this.#db.run("DELETE FROM counters WHERE expires <= ?", now);
  }
}
