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
  /** When it was set up, in milliseconds since 1970. */
  readonly created: number;
  /** Milliseconds since 1970; `null` for never. */
  readonly lastUsed: number | null;
}

/** A second factor that is not kept yet. */
export type NewDevice = Omit<Device, "pk" | "created" | "lastUsed">;

type Row = {
  pk: number;
  user_pk: number;
  device_class: DeviceClass;
  name: string;
  stage: string;
  unique_key: string | null;
  data: string;
  created: number;
  last_used: number | null;
};

/** What devices consist of is sealed: whoever knows the seed of an authenticator app has its codes. */
const purpose = "devices";

const columns = "pk, user_pk, device_class, name, stage, unique_key, data, created, last_used";

/** Second factors, oldest first. */
export class DeviceStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  get(pk: number): Device | undefined {
    const row = this.#db.row(`SELECT ${columns} FROM devices WHERE pk = ?`, pk);
    return row === undefined ? undefined : this.#parse(row);
  }

  listByUser(userPk: number): Device[] {
    return this.#db
      .rows(`SELECT ${columns} FROM devices WHERE user_pk = ? ORDER BY pk`, userPk)
      .map((row) => this.#parse(row));
  }

  findByKey(uniqueKey: string): Device | undefined {
    const row = this.#db.row(`SELECT ${columns} FROM devices WHERE unique_key = ?`, uniqueKey);
    return row === undefined ? undefined : this.#parse(row);
  }

  /** @throws SqliteError (`SQLITE_CONSTRAINT_UNIQUE`) when the unique key is taken */
  insert(device: NewDevice, now: number): Device {
    const { id } = this.#db.run(
      "INSERT INTO devices (user_pk, device_class, name, stage, unique_key, data, created) VALUES (?, ?, ?, ?, ?, ?, ?)",
      device.userPk,
      device.deviceClass,
      device.name,
      device.stage,
      device.uniqueKey,
      this.#seal(device.data),
      now,
    );
    return { ...device, pk: id, created: now, lastUsed: null };
  }

  /** Replaces what a device consists of. */
  update(pk: number, data: JsonObject): void {
    this.#db.run("UPDATE devices SET data = ? WHERE pk = ?", this.#seal(data), pk);
  }

  /** Gives a device another name. */
  rename(pk: number, name: string): void {
    this.#db.run("UPDATE devices SET name = ? WHERE pk = ?", name, pk);
  }

  recordUse(pk: number, now: number): void {
    this.#db.run("UPDATE devices SET last_used = ? WHERE pk = ?", now, pk);
  }

  /** Removes a device. Browsers in which its owner has shown a second factor before have to be shown one again. */
  remove(pk: number): void {
    this.#db.transaction(() => {
      const sql =
        "UPDATE users SET credential_epoch = credential_epoch + 1 WHERE pk = (SELECT user_pk FROM devices WHERE pk = ?)";
      this.#db.run(sql, pk);
      this.#db.run("DELETE FROM devices WHERE pk = ?", pk);
    });
  }

  #seal(data: JsonObject): string {
    return this.#db.vault.seal(purpose, JSON.stringify(data));
  }

  #parse(row: unknown): Device {
    const { pk, user_pk, device_class, name, stage, unique_key, data, created, last_used } = row as Row;
    return {
      pk,
      userPk: user_pk,
      deviceClass: device_class,
      name,
      stage,
      uniqueKey: unique_key,
      data: JSON.parse(this.#db.vault.open(purpose, data)) as JsonObject,
      created,
      lastUsed: last_used,
    };
  }
}
