import type { Database } from "./database.ts";

/** Which account elsewhere means which account here. */
export class SourceConnectionStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Primary key of the user that is connected with an account of a source. */
  userOf(source: string, identifier: string): number | undefined {
    const sql = "SELECT user_pk FROM source_connections WHERE source = ? AND identifier = ?";
    return (this.#db.row(sql, source, identifier) as { user_pk: number } | undefined)?.user_pk;
  }

  /** @throws SqliteError (`SQLITE_CONSTRAINT_…`) when that account is connected already */
  connect(source: string, identifier: string, userPk: number): void {
    const sql = "INSERT INTO source_connections (source, identifier, user_pk) VALUES (?, ?, ?)";
    this.#db.run(sql, source, identifier, userPk);
  }
}
