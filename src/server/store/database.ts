import { accessSync, chmodSync, constants, existsSync, mkdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import Libsql from "libsql";
import { migrations } from "./migrations.ts";
import { StartupError } from "./startup-error.ts";

type Bindable = string | number | null;

/** The one SQLite file of the server, synchronous, durable at every commit. */
export class Database {
  readonly #file: Libsql.Database;
  #inTransaction = false;

  /**
   * Opens (or creates) `flow.db` in a folder and brings its schema up to date.
   *
   * @param folder created with mode 0700 where it is missing: it holds password hashes and the cookie key
   * @throws StartupError when the folder or the file cannot be used
   */
  constructor(folder: string) {
    prepareFolder(folder);
    const path = join(folder, "flow.db");
    try {
      this.#file = new Libsql(path, { timeout: 5000 });
      this.#file.exec(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 5000;",
      );
    } catch (cause) {
      throw new StartupError(`The database ${path} cannot be opened: ${messageOf(cause)}.`, { cause });
    }
    chmodSync(path, 0o600);
    this.#migrate(path);
  }

  /** The first row of a query, or `undefined`. */
  row(sql: string, ...values: Bindable[]): unknown {
    return this.#file.prepare(sql).get(...values);
  }

  /** All rows of a query. */
  rows(sql: string, ...values: Bindable[]): unknown[] {
    return this.#file.prepare(sql).all(...values);
  }

  /** Runs a statement; returns how many rows it changed and the row id of the last insert. */
  run(sql: string, ...values: Bindable[]): { changes: number; id: number } {
    const result = this.#file.prepare(sql).run(...values);
    return { changes: result.changes, id: Number(result.lastInsertRowid) };
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
    this.#file.close();
  }

  #migrate(path: string): void {
    const { user_version: version } = this.row("PRAGMA user_version") as { user_version: number };
    if (version > migrations.length) {
      throw new StartupError(`The database ${path} was written by a newer version of this server.`);
    }
    this.transaction(() => {
      for (const step of migrations.slice(version)) this.#file.exec(step);
      this.#file.exec(`PRAGMA user_version = ${migrations.length}`);
    });
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
