import { randomUUID } from "node:crypto";
import type { Database } from "./database.ts";
import { NameTakenError } from "./name-taken-error.ts";
import { normalName } from "./normal-name.ts";
import { columns, columnValues, nameOf, parse, type User, type UserDraft, type UserField } from "./user-row.ts";

export type { User, UserDraft, UserField };

/** How many passwords of a user are remembered, to be refused when they come up again. */
const rememberedPasswords = 50;

/** Accounts, their passwords and their direct group memberships. */
export class UserStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  get(pk: number): User | undefined {
    return parse(this.#db.row(`SELECT ${columns} FROM users WHERE pk = ?`, pk));
  }

  findByUsername(username: string): User | undefined {
    return parse(this.#db.row(`SELECT ${columns} FROM users WHERE username = ?`, username));
  }

  /** The one user that any of the fields names. Without fields there is none, and none where several answer to it: see {@link matches}. */
  findByFields(fields: readonly UserField[], value: string, ignoreCase: boolean): User | undefined {
    const [user, ...others] = this.matches(fields, value, ignoreCase);
    return others.length > 0 ? undefined : user;
  }

  /**
   * The users that any of the fields names; two at most, because more make no difference.
   *
   * @param ignoreCase whether names are compared in their {@link normalName | normal form}
   */
  matches(fields: readonly UserField[], value: string, ignoreCase: boolean): User[] {
    const wanted = ignoreCase ? normalName(value) : value;
    if (fields.length === 0 || wanted === "") return [];
    const where = fields.map((field) => `${field}${ignoreCase ? "_folded" : ""} = ?`).join(" OR ");
    return this.#db
      .rows(`SELECT ${columns} FROM users WHERE ${where} ORDER BY pk LIMIT 2`, ...fields.map(() => wanted))
      .flatMap((row) => parse(row) ?? []);
  }

  /** Whether somebody other than `except` answers to a name or address. */
  isTaken(value: string, except?: number | null): boolean {
    const wanted = normalName(value);
    if (wanted === "") return false;
    const sql =
      "SELECT 1 FROM users WHERE (username_folded = ? OR email_folded = ? OR upn_folded = ?) AND pk <> ? LIMIT 1";
    return this.#db.row(sql, wanted, wanted, wanted, except ?? 0) !== undefined;
  }

  /**
   * What of an account's names and addresses somebody else answers to. Of an account that exists only what changes is looked at: one from
   * before this was checked can still be changed otherwise.
   *
   * @param pk of the account, unless it is new
   */
  takenField(draft: UserDraft, pk?: number): UserField | undefined {
    const before = pk === undefined ? undefined : this.get(pk);
    const holder = this.findByUsername(draft.username);
    if (holder && holder.pk !== pk) return "username";
    return (["username", "email", "upn"] as const).find((field) => {
      const value = nameOf(draft, field);
      const isNew = before === undefined || normalName(nameOf(before, field)) !== normalName(value);
      return isNew && this.isTaken(value, pk);
    });
  }

  #refuseTaken(draft: UserDraft, pk?: number): void {
    const field = this.takenField(draft, pk);
    if (field !== undefined) throw new NameTakenError(field);
  }

  /** Everybody, in the order they joined. */
  list(): User[] {
    return this.#db.rows(`SELECT ${columns} FROM users ORDER BY pk`).flatMap((row) => parse(row) ?? []);
  }

  /** Who is put into any of these groups directly, in the order they joined. */
  membersOf(groups: readonly string[]): User[] {
    const sql = `SELECT ${columns} FROM users
      WHERE pk IN (SELECT user_pk FROM group_members WHERE group_pk IN (SELECT value FROM json_each(?))) ORDER BY pk`;
    return this.#db.rows(sql, JSON.stringify(groups)).flatMap((row) => parse(row) ?? []);
  }

  /** All users with this value of a field. */
  listByField(field: UserField, value: string, ignoreCase: boolean): User[] {
    const where = `${field}${ignoreCase ? "_folded" : ""} = ?`;
    const wanted = ignoreCase ? normalName(value) : value;
    return this.#db
      .rows(`SELECT ${columns} FROM users WHERE ${where} ORDER BY pk`, wanted)
      .flatMap((row) => parse(row) ?? []);
  }

  /**
   * Adds a user without a password.
   *
   * @throws NameTakenError when somebody else answers to the username or the address
   */
  insert(draft: UserDraft, now: number): User {
    const uid = randomUUID().replaceAll("-", "");
    return this.#db.transaction(() => {
      this.#refuseTaken(draft);
      const { id } = this.#db.run(
        `INSERT INTO users (uid, username, username_folded, name, email, email_folded, upn, upn_folded, is_active, type, path, attributes, date_joined)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        uid,
        ...columnValues(draft),
        now,
      );
      return { pk: id, uid, ...draft };
    });
  }

  /**
   * Writes all attributes of a user. Sessions from before an account was deactivated do not come back with it.
   *
   * @throws NameTakenError when somebody else answers to a username or an address that is new
   */
  update(user: User): void {
    this.#db.transaction(() => {
      this.#refuseTaken(user, user.pk);
      const wakes = user.is_active && this.get(user.pk)?.is_active === false;
      if (wakes) this.#db.run("DELETE FROM sessions WHERE user_pk = ?", user.pk);
      this.#db.run(
        `UPDATE users SET username = ?, username_folded = ?, name = ?, email = ?, email_folded = ?, upn = ?, upn_folded = ?,
         is_active = ?, type = ?, path = ?, attributes = ? WHERE pk = ?`,
        ...columnValues(user),
        user.pk,
      );
      if (user.is_active) this.#db.run("DELETE FROM pending_accounts WHERE user_pk = ?", user.pk);
    });
  }

  remove(pk: number): void {
    this.#db.run("DELETE FROM users WHERE pk = ?", pk);
  }

  /** The PHC string of the user's password, or `null` for an unusable one. */
  passwordHash(pk: number): string | null {
    const row = this.#db.row("SELECT password_hash FROM users WHERE pk = ?", pk) as
      | { password_hash: string | null }
      | undefined;
    return row?.password_hash ?? null;
  }

  /** Changes the password; the user's last ones are remembered, browsers that were shown a second factor have to be shown one again. */
  setPasswordHash(pk: number, hash: string | null, now = Date.now()): void {
    this.#db.transaction(() => {
      const sql = "UPDATE users SET password_hash = ?, credential_epoch = credential_epoch + 1 WHERE pk = ?";
      this.#db.run(sql, hash, pk);
      if (hash === null) return;
      this.#db.run("INSERT INTO password_history (user_pk, password_hash, changed) VALUES (?, ?, ?)", pk, hash, now);
      this.#db.run(
        `DELETE FROM password_history WHERE user_pk = ? AND pk NOT IN
         (SELECT pk FROM password_history WHERE user_pk = ? ORDER BY pk DESC LIMIT ${rememberedPasswords})`,
        pk,
        pk,
      );
    });
  }

  /** The PHC strings of the user's passwords, the present one first. */
  lastPasswordHashes(pk: number, limit: number): string[] {
    const sql = "SELECT password_hash FROM password_history WHERE user_pk = ? ORDER BY pk DESC LIMIT ?";
    return (this.#db.rows(sql, pk, limit) as { password_hash: string }[]).map((row) => row.password_hash);
  }

  /** When the user got their present password, in milliseconds since 1970. */
  passwordChanged(pk: number): number | undefined {
    const sql = "SELECT max(changed) AS changed FROM password_history WHERE user_pk = ?";
    return (this.#db.row(sql, pk) as { changed: number | null }).changed ?? undefined;
  }

  /** A number that grows whenever a password is changed or a second factor removed: what was proved under another counts no longer. */
  credentialEpoch(pk: number): number {
    const row = this.#db.row("SELECT credential_epoch AS epoch FROM users WHERE pk = ?", pk) as
      | { epoch: number }
      | undefined;
    return row?.epoch ?? -1;
  }

  recordLogin(pk: number, now: number): void {
    this.#db.run("UPDATE users SET last_login = ? WHERE pk = ?", now, pk);
  }

  /** Primary keys of the groups the user is put into directly. */
  groupsOf(pk: number): string[] {
    const rows = this.#db.rows("SELECT group_pk FROM group_members WHERE user_pk = ?", pk) as { group_pk: string }[];
    return rows.map((row) => row.group_pk);
  }

  /** Puts the user into exactly these groups. */
  setGroups(pk: number, groups: readonly string[]): void {
    this.#db.transaction(() => {
      this.#db.run("DELETE FROM group_members WHERE user_pk = ?", pk);
      for (const group of new Set(groups)) {
        this.#db.run("INSERT INTO group_members (group_pk, user_pk) VALUES (?, ?)", group, pk);
      }
    });
  }
}
