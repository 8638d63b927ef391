import { randomBytes } from "node:crypto";
import type { Database } from "./database.ts";
import { type JsonObject, parsedJson } from "./json-value.ts";
import { keyDigest } from "./key-digest.ts";

/** A plan that waits to be resumed by whoever has the key: by a link in an e-mail, or on the way back from another site. */
export interface FlowToken {
  /** The digest of its key. Plans know tokens by that: only the link itself holds the key. */
  readonly id: string;
  /** What the token is for; a stage accepts only tokens it has made itself. */
  readonly identifier: string;
  /** Whom the plan is about; `null` for nobody yet. */
  readonly userPk: number | null;
  /** As it was kept; `undefined` when it is no JSON. */
  readonly plan: unknown;
  /** A used token opens nothing; it is kept until it expires, to say so. */
  readonly isUsed: boolean;
}

type Row = { identifier: string; user_pk: number | null; plan: string; used: number };

const purpose = "flow-tokens";

/** Keys are 240 random bits, of which the store keeps a digest. Instants in milliseconds since 1970. */
export class FlowTokenStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** The token that a key opens, unless it has expired. */
  find(key: string, now: number): FlowToken | undefined {
    return this.get(keyDigest(key), now);
  }

  /** The token with an id, unless it has expired. */
  get(id: string, now: number): FlowToken | undefined {
    const sql = "SELECT identifier, user_pk, plan, used FROM flow_tokens WHERE key = ? AND expires > ?";
    const row = this.#db.row(sql, id, now) as Row | undefined;
    if (!row) return undefined;
    const { identifier, user_pk, used } = row;
    const plan = parsedJson(this.#db.vault.read(purpose, row.plan));
    return { id, identifier, userPk: user_pk, plan, isUsed: used === 1 };
  }

  /** Keeps a plan; returns the key that resumes it. Nobody can tell it again. */
  insert(token: { identifier: string; userPk: number | null; plan: JsonObject; expires: number }): string {
    const key = randomBytes(30).toString("hex");
    this.#db.run(
      "INSERT INTO flow_tokens (key, identifier, user_pk, plan, used, expires) VALUES (?, ?, ?, ?, 0, ?)",
      keyDigest(key),
      token.identifier,
      token.userPk,
      this.#db.vault.seal(purpose, JSON.stringify(token.plan)),
      token.expires,
    );
    return key;
  }

  /** Uses a token up. @returns false when somebody was quicker, or there is none */
  use(id: string): boolean {
    return this.#db.run("UPDATE flow_tokens SET used = 1 WHERE key = ? AND used = 0", id).changes === 1;
  }

  /** Makes all of a user's links worthless but one. */
  removeOthers(userPk: number, keep: string | undefined): void {
    this.#db.run("DELETE FROM flow_tokens WHERE user_pk = ? AND key <> ?", userPk, keep ?? "");
  }

  remove(key: string): void {
    this.#db.run("DELETE FROM flow_tokens WHERE key = ?", key);
  }

  removeExpired(now: number): void {
    this.#db.run("DELETE FROM flow_tokens WHERE expires <= ?", now);
  }
}
