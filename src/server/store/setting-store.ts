import type { Database } from "./database.ts";

/** Single values that belong to the installation: what was seeded, and what an older version left behind. */
export class SettingStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  get(name: string): string | undefined {
    const row = this.#db.row("SELECT value FROM settings WHERE name = ?", name) as { value: string } | undefined;
    return row?.value;
  }

  set(name: string, value: string): void {
    const sql =
      "INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    this.#db.run(sql, name, value);
  }

  /** The key with which a version before this one signed all cookies, for as long as sessions may be left that it began. */
  oldCookieKey(now: number): string | undefined {
    const sealed = this.get("old-cookie-key");
    if (sealed === undefined) return undefined;
    const { key, until } = JSON.parse(this.#db.vault.open("settings", sealed)) as { key: string; until: number };
    if (until > now) return key;
    this.#db.run("DELETE FROM settings WHERE name = 'old-cookie-key'");
    return undefined;
  }
}
