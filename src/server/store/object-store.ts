import { randomUUID } from "node:crypto";
import type { Database } from "./database.ts";
import type { JsonObject } from "./json-value.ts";

/** An object of any model that blueprints manage: flows, stages, bindings, policies, brands, groups. */
export interface StoredObject {
  readonly pk: string;
  readonly model: string;
  readonly data: JsonObject;
}

interface Row {
  pk: string;
  model: string;
  data: string;
}

/**
 * Objects of all models in one table. What a model consists of is the business of its definition; the store knows only the primary key,
 * the model's name and one optional key that no two objects share.
 */
export class ObjectStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  get(pk: string): StoredObject | undefined {
    return parse(this.#db.row("SELECT pk, model, data FROM objects WHERE pk = ?", pk));
  }

  /** All objects of a model, in the order they were created. */
  list(model: string): StoredObject[] {
    return this.#db.rows("SELECT pk, model, data FROM objects WHERE model = ? ORDER BY rowid", model).map(parseRow);
  }

  /** The objects of a model with this `designation`, in the order they were created. */
  listByDesignation(model: string, designation: string): StoredObject[] {
    const sql = `SELECT pk, model, data FROM objects WHERE json_extract(data, '$.designation') = ? AND model = ? ORDER BY rowid`;
    return this.#db.rows(sql, designation, model).map(parseRow);
  }

  /** The objects of a model whose attribute `target` names `target`, by ascending `order`. */
  listByTarget(model: string, target: string): StoredObject[] {
    const sql = `SELECT pk, model, data FROM objects WHERE json_extract(data, '$.target') = ? AND model = ?
      ORDER BY json_extract(data, '$.order'), rowid`;
    return this.#db.rows(sql, target, model).map(parseRow);
  }

  /** The object with the given unique key. */
  findByKey(uniqueKey: string): StoredObject | undefined {
    return parse(this.#db.row("SELECT pk, model, data FROM objects WHERE unique_key = ?", uniqueKey));
  }

  /**
   * Adds an object and returns its primary key.
   *
   * @throws SqliteError (`SQLITE_CONSTRAINT_…`) when the primary key or the unique key is taken
   */
  insert(object: { pk?: string; model: string; uniqueKey: string | null; data: JsonObject }): string {
    const pk = object.pk ?? randomUUID();
    const sql = "INSERT INTO objects (pk, model, unique_key, data) VALUES (?, ?, ?, ?)";
    this.#db.run(sql, pk, object.model, object.uniqueKey, JSON.stringify(object.data));
    return pk;
  }

  /** Replaces an object's data and unique key. */
  update(pk: string, uniqueKey: string | null, data: JsonObject): void {
    this.#db.run("UPDATE objects SET unique_key = ?, data = ? WHERE pk = ?", uniqueKey, JSON.stringify(data), pk);
  }

  /** Seals a value that nobody may read who has only the database; which attributes are secret is the model's business. */
  seal(value: string): string {
    return this.#db.vault.seal("objects", value);
  }

  /** @throws VaultError when it was not sealed by {@link seal} */
  unseal(sealed: string): string {
    return this.#db.vault.open("objects", sealed);
  }

  /** Removes an object and whatever is bound to it or binds it. */
  remove(pk: string): void {
    this.#db.run("DELETE FROM objects WHERE pk = ?", pk);
    const sql =
      "SELECT pk FROM objects WHERE ? IN (data ->> '$.target', data ->> '$.stage', data ->> '$.policy', data ->> '$.group')";
    for (const row of this.#db.rows(sql, pk) as { pk: string }[]) this.remove(row.pk);
  }
}

function parse(row: unknown): StoredObject | undefined {
  return row === undefined ? undefined : parseRow(row);
}

function parseRow(row: unknown): StoredObject {
  const { pk, model, data } = row as Row;
  return { pk, model, data: JSON.parse(data) as JsonObject };
}
