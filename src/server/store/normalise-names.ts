import type { Database } from "./database.ts";
import { normalName } from "./normal-name.ts";

const done = "names-normalised-1";

type Row = { pk: number; username: string; email: string; upn: string | null };

/** Brings the columns that names are compared by into the form of {@link normalName}, once in a database's life. */
export function normaliseNames(db: Database): void {
  db.transaction(() => {
    if (db.row("SELECT value FROM settings WHERE name = ?", done) !== undefined) return;
    for (const row of db.rows("SELECT pk, username, email, upn FROM users")) {
      const { pk, username, email, upn } = row as Row;
      db.run(
        "UPDATE users SET username_folded = ?, email_folded = ?, upn_folded = ? WHERE pk = ?",
        normalName(username),
        normalName(email),
        upn === null ? null : normalName(upn),
        pk,
      );
    }
    db.run("INSERT INTO settings (name, value) VALUES (?, ?)", done, new Date().toISOString());
  });
}
