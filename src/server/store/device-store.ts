import type { Database } from "./database.ts";
import type { JsonObject } from "./json-value.ts";

export type DeviceClass = "static" | "totp" | "webauthn" | "duo" | "sms" | "email";

/** A second factor of a user. What it consists of is the business of its class. */
export interface Device {
  readonly pk: number;
  readonly userPk: number;
  readonly deviceClass: DeviceClass;
  readonly name: string;
  /** Primary key of the stage that set it up. */
  readonly stage: string;
  /** What no two devices may share, such as a credential id; `null` where anything may repeat. */
  readonly uniqueKey: string | null;
  readonly data: JsonObject;
  /** Milliseconds since 1970; `null` for never. */
  readonly lastUsed: number | null;
}

type Row = {
  pk: number;
  user_pk: number;
  device_class: DeviceClass;
  name: string;
  stage: string;
  unique_key: string | null;
  data: string;
  last_used: number | null;
};

const columns = "pk, user_pk, device_class, name, stage, unique_key, data, last_used";

/** Second factors, oldest first. */
export class DeviceStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  get(pk: number): Device | undefined {
    const row = this.#db.row(`SELECT ${columns} FROM devices WHERE pk = ?`, pk);
    return row === undefined ? undefined : parse(row);
  }

  listByUser(userPk: number): Device[] {
    return this.#db.rows(`SELECT ${columns} FROM devices WHERE user_pk = ? ORDER BY pk`, userPk).map(parse);
  }

  findByKey(uniqueKey: string): Device | undefined {
    const row = this.#db.row(`SELECT ${columns} FROM devices WHERE unique_key = ?`, uniqueKey);
    return row === undefined ? undefined : parse(row);
  }

  /** @throws SqliteError (`SQLITE_CONSTRAINT_UNIQUE`) when the unique key is taken */
  insert(device: Omit<Device, "pk" | "lastUsed">, now: number): Device {
    const { id } = this.#db.run(
      "INSERT INTO devices (user_pk, device_class, name, stage, unique_key, data, created) VALUES (?, ?, ?, ?, ?, ?, ?)",
      device.userPk,
      device.deviceClass,
      device.name,
      device.stage,
      device.uniqueKey,
      JSON.stringify(device.data),
      now,
    );
    return { ...device, pk: id, lastUsed: null };
  }

  /** Replaces what a device consists of. */
  update(pk: number, data: JsonObject): void {
    this.#db.run("UPDATE devices SET data = ? WHERE pk = ?", JSON.stringify(data), pk);
  }

  recordUse(pk: number, now: number): void {
    this.#db.run("UPDATE devices SET last_used = ? WHERE pk = ?", now, pk);
  }

  remove(pk: number): void {
    this.#db.run("DELETE FROM devices WHERE pk = ?", pk);
  }
}

function parse(row: unknown): Device {
  const { pk, user_pk, device_class, name, stage, unique_key, data, last_used } = row as Row;
  return {
    pk,
    userPk: user_pk,
    deviceClass: device_class,
    name,
    stage,
    uniqueKey: unique_key,
    data: JSON.parse(data) as JsonObject,
    lastUsed: last_used,
  };
}
