import type { JsonObject } from "./json-value.ts";
import { normalName } from "./normal-name.ts";

/** The ways a user can be named at sign-in. */
export type UserField = "username" | "email" | "upn";

/** An account. The password hash stays in the store; see {@link UserStore.passwordHash}. */
export type User = {
  pk: number;
  /** Stable and unguessable; what cookies and relying parties see. */
  uid: string;
  username: string;
  name: string;
  email: string;
  is_active: boolean;
  type: string;
  path: string;
  attributes: JsonObject;
};

export type UserDraft = Omit<User, "pk" | "uid">;

type Row = Omit<User, "is_active" | "attributes"> & { is_active: number; attributes: string };

/** What a row is read from. */
export const columns = "pk, uid, username, name, email, is_active, type, path, attributes";

/** What an account is called in a field; empty where it has none. */
export function nameOf(user: UserDraft, field: UserField): string {
  if (field !== "upn") return user[field];
  return typeof user.attributes.upn === "string" ? user.attributes.upn : "";
}

/** The values of a row but for what is set once, in the order in which they are written. */
export function columnValues(user: UserDraft): (string | number | null)[] {
  const upn = nameOf(user, "upn");
  return [
    user.username,
    normalName(user.username),
    user.name,
    user.email,
    normalName(user.email),
    upn || null,
    upn === "" ? null : normalName(upn),
    Number(user.is_active),
    user.type,
    user.path,
    JSON.stringify(user.attributes),
  ];
}

export function parse(row: unknown): User | undefined {
  if (row === undefined) return undefined;
  const { pk, uid, username, name, email, is_active, type, path, attributes } = row as Row;
  const parsed = JSON.parse(attributes) as JsonObject;
  return { pk, uid, username, name, email, is_active: is_active === 1, type, path, attributes: parsed };
}
