import type { Database } from "./database.ts";
import { type JsonObject, parsedJson } from "./json-value.ts";

/** One browser's session as it is kept. Durations and instants in milliseconds. */
export interface SessionRecord {
  /** The digest of the key in the browser's cookie; the key itself is kept nowhere. */
  readonly id: string;
  readonly userPk: number | null;
  /** As it was kept; `undefined` when it is no JSON. */
  readonly data: unknown;
  /** How long the session lasts after its last use. */
  readonly lifetime: number;
  /** Whether the cookie outlives the browser. */
  readonly persistent: boolean;
  readonly ip: string;
  readonly userAgent: string;
  readonly created: number;
  /** When the user last showed who they are; `null` for nobody. */
  readonly authenticated: number | null;
  readonly used: number;
  /** When it is over without further use, never later than `ends`. */
  readonly expires: number;
  /** When it is over however much it is used. */
  readonly ends: number;
}

/** What people may know of a session that is theirs. */
export type SessionListing = Pick<
  SessionRecord,
  "id" | "ip" | "userAgent" | "created" | "authenticated" | "used" | "expires"
>;

interface Row {
  key: string;
  user_pk: number | null;
  data: string;
  lifetime: number;
  persistent: number;
  ip: string;
  user_agent: string;
  created: number;
  authenticated: number | null;
  used: number;
  expires: number;
  ends: number;
}

const purpose = "sessions";
/** Browsers may call themselves anything of any length. */
const longestUserAgent = 200;

export class SessionStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** The session, unless it has expired. */
  get(id: string, now: number): SessionRecord | undefined {
    const row = this.#db.row("SELECT * FROM sessions WHERE key = ? AND expires > ?", id, now) as Row | undefined;
    if (!row) return undefined;
    return {
      ...listing(row),
      userPk: row.user_pk,
      data: parsedJson(this.#db.vault.read(purpose, row.data)),
      lifetime: row.lifetime,
      persistent: row.persistent === 1,
      ends: row.ends,
    };
  }

  /** A user's sessions, latest used first. */
  listByUser(userPk: number, now: number): SessionListing[] {
    const sql = "SELECT * FROM sessions WHERE user_pk = ? AND expires > ? ORDER BY used DESC, key";
    return (this.#db.rows(sql, userPk, now) as Row[]).map(listing);
  }

  /** Whether there is such a session, expired or not. */
  has(id: string): boolean {
    return this.#db.row("SELECT 1 FROM sessions WHERE key = ?", id) !== undefined;
  }

  /** Writes a session, new or known. */
  save(record: SessionRecord & { readonly data: JsonObject }): void {
    this.#db.run(
      `INSERT INTO sessions
       (key, user_pk, data, lifetime, persistent, ip, user_agent, created, authenticated, used, expires, ends)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (key) DO UPDATE SET user_pk = excluded.user_pk, data = excluded.data, lifetime = excluded.lifetime,
       persistent = excluded.persistent, ip = excluded.ip, user_agent = excluded.user_agent, created = excluded.created,
       authenticated = excluded.authenticated, used = excluded.used, expires = excluded.expires, ends = excluded.ends`,
      record.id,
      record.userPk,
      this.#db.vault.seal(purpose, JSON.stringify(record.data)),
      record.lifetime,
      Number(record.persistent),
      record.ip,
      record.userAgent.slice(0, longestUserAgent),
      record.created,
      record.authenticated,
      record.used,
      Math.min(record.expires, record.ends),
      record.ends,
    );
  }

  /** Ends a session. Whose it is has to be checked by whoever asks. */
  remove(id: string): void {
    this.#db.run("DELETE FROM sessions WHERE key = ?", id);
  }

  /** Ends all sessions of a user, or all but one. */
  removeOthers(userPk: number, keep?: string): void {
    this.#db.run("DELETE FROM sessions WHERE user_pk = ? AND key <> ?", userPk, keep ?? "");
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

function listing({ key, ip, user_agent, created, authenticated, used, expires }: Row): SessionListing {
  return { id: key, ip, userAgent: user_agent, created, authenticated, used, expires };
}
