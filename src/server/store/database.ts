import { accessSync, chmodSync, constants, existsSync, mkdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import Libsql from "libsql";
import { migrations } from "./migrations.ts";
import { sealSecrets } from "./seal-secrets.ts";
import { readKeyFile } from "./secret-key.ts";
import { StartupError } from "../../edge/startup-error.ts";
import { Vault, VaultError } from "./vault.ts";

type Bindable = string | number | null;

/** The version from which on the database holds what only its key opens. */
const sealedVersion = migrations.indexOf(sealSecrets) + 1;
/** Setting that holds something sealed, by which a wrong key is told before anything is read with it. */
const keyCheck = "key-check";
/** Setting that says that free pages of the file may still hold what was there before it was sealed. */
const unscrubbed = "unscrubbed";

/** Prepared statements that are kept at the same time. */
const mostStatements = 500;

/** The one SQLite file of the server, synchronous, durable at every commit. */
export class Database {
  /** Seals what nobody may read who has only the file. */
  readonly vault: Vault;
  readonly #file: Libsql.Database;
  /** By their text, because to prepare one takes longer than to run it. */
  readonly #statements = new Map<string, Libsql.Statement>();
  #inTransaction = false;

  /**
   * Opens (or creates) `flow.db` in a folder and brings its schema up to date.
   *
   * @param folder created with mode 0700 where it is missing: it holds password hashes and the key to what is sealed
   * @param secretKey at least 32 bytes, in place of the folder's file `secret.key`
   * @throws StartupError when the folder, the file or the key cannot be used
   */
  constructor(folder: string, secretKey?: Uint8Array) {
    prepareFolder(folder);
    const path = join(folder, "flow.db");
    try {
      this.#file = new Libsql(path, { timeout: 5000 });
      this.#file.exec(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA busy_timeout = 5000;",
      );
    } catch (cause) {
      throw new StartupError(`The database ${path} cannot be opened: ${messageOf(cause)}.`, { cause });
    }
    chmodSync(path, 0o600);
    this.vault = new Vault(secretKey ?? readKeyFile(folder, this.#version(path) < sealedVersion));
    this.#migrate(path);
    this.#scrub();
  }

  /** The first row of a query, or `undefined`. */
  row(sql: string, ...values: Bindable[]): unknown {
    return this.#statement(sql).get(...values);
  }

  /** All rows of a query. */
  rows(sql: string, ...values: Bindable[]): unknown[] {
    return this.#statement(sql).all(...values);
  }

  /** Runs a statement; returns how many rows it changed and the row id of the last insert. */
  run(sql: string, ...values: Bindable[]): { changes: number; id: number } {
    const result = this.#statement(sql).run(...values);
    return { changes: result.changes, id: Number(result.lastInsertRowid) };
  }

  /** Runs statements that take no values and return no rows. */
  exec(sql: string): void {
    this.#file.exec(sql);
  }

  /** Runs `work` as a whole or not at all; inside another transaction it joins that one. */
  transaction<T>(work: () => T): T {
    if (this.#inTransaction) return work();
    this.#file.exec("BEGIN IMMEDIATE");
    this.#inTransaction = true;
    try {
      const result = work();
      this.#file.exec("COMMIT");
      return result;
    } catch (error) {
      this.#file.exec("ROLLBACK");
      throw error;
    } finally {
      this.#inTransaction = false;
    }
  }

  close(): void {
    this.#statements.clear();
    this.#file.close();
  }

  #statement(sql: string): Libsql.Statement {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = this.#file.prepare(sql);
    // Texts are the program's own, and few; some name as many places as there are values.
    if (this.#statements.size >= mostStatements) this.#statements.clear();
    this.#statements.set(sql, statement);
    return statement;
  }

  #version(path: string): number {
    const { user_version: version } = this.row("PRAGMA user_version") as { user_version: number };
    if (version <= migrations.length) return version;
    throw new StartupError(`The database ${path} was written by a newer version of this server.`);
  }

  #migrate(path: string): void {
    this.transaction(() => {
      // Read within the transaction: another process may be starting at the same time.
      const version = this.#version(path);
      if (version >= sealedVersion) this.#checkKey(path);
      for (const step of migrations.slice(version)) {
        if (typeof step === "string") this.#file.exec(step);
        else step(this, this.vault);
      }
      this.#file.exec(`PRAGMA user_version = ${migrations.length}`);
      if (version >= sealedVersion) return;
      this.#set(keyCheck, this.vault.seal(keyCheck, "fits"));
      if (version > 0) this.#set(unscrubbed, "true");
    });
  }

  #checkKey(path: string): void {
    try {
      this.vault.open(keyCheck, this.#setting(keyCheck) ?? "");
    } catch (cause) {
      if (!(cause instanceof VaultError)) throw cause;
      const help = "Put back the secret.key (or SECRET_KEY) that the database was used with.";
      throw new StartupError(`The key does not fit the database ${path}. ${help}`, { cause });
    }
  }

  /** Writes the file anew, without the pages that held secrets in clear, and empties its log. Until that is done each start tries again. */
  #scrub(): void {
    if (this.#setting(unscrubbed) === undefined) return;
    this.#file.exec("VACUUM");
    const { busy } = this.row("PRAGMA wal_checkpoint(TRUNCATE)") as { busy: number };
    if (busy === 0) this.run("DELETE FROM settings WHERE name = ?", unscrubbed);
  }

  #setting(name: string): string | undefined {
    return (this.row("SELECT value FROM settings WHERE name = ?", name) as { value: string } | undefined)?.value;
  }

  #set(name: string, value: string): void {
    this.run("INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)", name, value);
  }
}

function prepareFolder(folder: string): void {
  try {
    makeFolder(resolve(folder), 0o700);
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new StartupError(`The data folder ${folder} is not writable: ${messageOf(cause)}.`, { cause });
  }
}

/** Step by step, because Node's own recursion never ends where the file system refuses with ENOENT, as `/proc` does. */
function makeFolder(folder: string, mode: number): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder), 0o777);
  mkdirSync(folder, { mode });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
