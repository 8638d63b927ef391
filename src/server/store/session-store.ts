import type { Database } from "./database.ts";
import { type JsonObject, parsedJson } from "./json-value.ts";

/** One browser's session as it is kept. Durations and instants in milliseconds. */
export interface SessionRecord {
  readonly key: string;
  readonly userPk: number | null;
  /** As it was kept; `undefined` when it is no JSON. */
  readonly data: unknown;
  /** How long the session lasts after its last use. */
  readonly lifetime: number;
  /** Whether the cookie outlives the browser. */
  readonly persistent: boolean;
  readonly ip: string;
  readonly created: number;
  readonly expires: number;
}

interface Row {
  key: string;
  user_pk: number | null;
  data: string;
  lifetime: number;
  persistent: number;
  ip: string;
  created: number;
  expires: number;
}

export class SessionStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** The session, unless it has expired. */
  get(key: string, now: number): SessionRecord | undefined {
    const row = this.#db.row("SELECT * FROM sessions WHERE key = ? AND expires > ?", key, now) as Row | undefined;
    if (!row) return undefined;
    return {
      key: row.key,
      userPk: row.user_pk,
      data: parsedJson(row.data),
      lifetime: row.lifetime,
      persistent: row.persistent === 1,
      ip: row.ip,
      created: row.created,
      expires: row.expires,
    };
  }

  /** Writes a session, new or known. */
  save(record: SessionRecord & { readonly data: JsonObject }): void {
    this.#db.run(
      `INSERT INTO sessions (key, user_pk, data, lifetime, persistent, ip, created, expires) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (key) DO UPDATE SET user_pk = excluded.user_pk, data = excluded.data, lifetime = excluded.lifetime,
       persistent = excluded.persistent, ip = excluded.ip, expires = excluded.expires`,
      record.key,
      record.userPk,
      JSON.stringify(record.data),
      record.lifetime,
      Number(record.persistent),
      record.ip,
      record.created,
      record.expires,
    );
  }

  remove(key: string): void {
    this.#db.run("DELETE FROM sessions WHERE key = ?", key);
  }

  /** Ends all sessions of a user but one. */
  removeOthers(userPk: number, keep: string): void {
    this.#db.run("DELETE FROM sessions WHERE user_pk = ? AND key <> ?", userPk, keep);
  }

  /** Whether the user is signed in from this address already. */
  isKnownAddress(userPk: number, ip: string, now: number): boolean {
    return (
      this.#db.row("SELECT 1 FROM sessions WHERE user_pk = ? AND ip = ? AND expires > ?", userPk, ip, now) !== undefined
    );
  }

  removeExpired(now: number): void {
    this.#db.run("DELETE FROM sessions WHERE expires <= ?", now);
  }
}
