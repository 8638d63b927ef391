import { randomBytes } from "node:crypto";
import type { Database } from "./database.ts";

/** Single values that belong to the installation: its secrets and what was seeded. */
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

  /** A secret of 256 bits in base64url, made at the first call and the same ever after. */
  secret(name: string): string {
    const fresh = randomBytes(32).toString("base64url");
    this.#db.run("INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING", `secret:${name}`, fresh);
    return this.get(`secret:${name}`) ?? fresh;
  }
}
