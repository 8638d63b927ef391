import { randomBytes } from "node:crypto";
import type { Database } from "./database.ts";
import { type JsonObject, parsedJson } from "./json-value.ts";

/** A plan that waits to be resumed by whoever has the key: by a link in an e-mail, or on the way back from another site. */
export interface FlowToken {
  readonly key: string;
  /** What the token is for; a stage accepts only tokens it has made itself. */
  readonly identifier: string;
  /** Whom the plan is about; `null` for nobody yet. */
  readonly userPk: number | null;
  /** As it was kept; `undefined` when it is no JSON. */
  readonly plan: unknown;
  /** A used token opens nothing; it is kept until it expires, to say so. */
  readonly isUsed: boolean;
}

type Row = { key: string; identifier: string; user_pk: number | null; plan: string; used: number };

/** Keys are 240 random bits. Instants in milliseconds since 1970. */
export class FlowTokenStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** The token, unless it has expired. */
  get(key: string, now: number): FlowToken | undefined {
    const sql = "SELECT key, identifier, user_pk, plan, used FROM flow_tokens WHERE key = ? AND expires > ?";
    const row = this.#db.row(sql, key, now) as Row | undefined;
    if (!row) return undefined;
    const { identifier, user_pk, plan, used } = row;
    return { key, identifier, userPk: user_pk, plan: parsedJson(plan), isUsed: used === 1 };
  }

  /** Keeps a plan; returns the key that resumes it. */
  insert(token: { identifier: string; userPk: number | null; plan: JsonObject; expires: number }): string {
    const key = randomBytes(30).toString("hex");
    this.#db.run(
      "INSERT INTO flow_tokens (key, identifier, user_pk, plan, used, expires) VALUES (?, ?, ?, ?, 0, ?)",
      key,
      token.identifier,
      token.userPk,
      JSON.stringify(token.plan),
      token.expires,
    );
    return key;
  }

  /** Uses a token up. @returns false when somebody was quicker, or there is none */
  use(key: string): boolean {
    return this.#db.run("UPDATE flow_tokens SET used = 1 WHERE key = ? AND used = 0", key).changes === 1;
  }

  remove(key: string): void {
    this.#db.run("DELETE FROM flow_tokens WHERE key = ?", key);
  }

  removeExpired(now: number): void {
    this.#db.run("DELETE FROM flow_tokens WHERE expires <= ?", now);
  }
}
