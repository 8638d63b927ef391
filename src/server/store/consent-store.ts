import type { Database } from "./database.ts";

type Row = { permissions: string };

/** What users have consented to, by application. */
export class ConsentStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** The ids of the permissions given to an application, or `undefined` where nothing was agreed to or the consent has expired. */
  get(userPk: number, application: string, now: number): readonly string[] | undefined {
    const sql =
      "SELECT permissions FROM consents WHERE user_pk = ? AND application = ? AND (expires IS NULL OR expires > ?)";
    const row = this.#db.row(sql, userPk, application, now) as Row | undefined;
    return row?.permissions.split(" ").filter(Boolean);
  }

  /** The applications that a user has agreed to. */
  applications(userPk: number, now: number): string[] {
    const sql = "SELECT application FROM consents WHERE user_pk = ? AND (expires IS NULL OR expires > ?)";
    return (this.#db.rows(sql, userPk, now) as { application: string }[]).map(({ application }) => application);
  }

  remove(userPk: number, application: string): void {
    this.#db.run("DELETE FROM consents WHERE user_pk = ? AND application = ?", userPk, application);
  }

  /** @param expires milliseconds since 1970, or `null` for never */
  save(userPk: number, application: string, permissions: readonly string[], expires: number | null): void {
    this.#db.run(
      `INSERT INTO consents (user_pk, application, permissions, expires) VALUES (?, ?, ?, ?)
       ON CONFLICT (user_pk, application) DO UPDATE SET permissions = excluded.permissions, expires = excluded.expires`,
      userPk,
      application,
      permissions.join(" "),
      expires,
    );
  }
}
