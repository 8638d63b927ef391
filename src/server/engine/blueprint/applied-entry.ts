import { isDeepStrictEqual } from "node:util";
import type { JsonObject } from "../../store/json-value.ts";
import type { Store } from "../../store/store.ts";
import type { Model } from "../model.ts";
import { groupModel } from "../models/group-model.ts";
import { userModelName } from "../models/user-fields.ts";

/** What became of an entry: `skipped` by its own conditions, `left out` by whoever imports. */
export type Outcome = "created" | "updated" | "unchanged" | "deleted" | "skipped" | "left out";

export interface AppliedEntry {
  readonly line: number;
  readonly model: string;
  readonly outcome: Outcome;
  readonly pk?: string | undefined;
  /** What tells the object from others of its model. */
  readonly name?: string | undefined;
  /** The attributes that are no longer what they were. */
  readonly changes: readonly string[];
  /** The attributes of which nothing is kept here. */
  readonly dropped: readonly string[];
}

/** What one object is at one moment, secrets as well: to be compared, and never shown. */
export function takeSnapshot(store: Store, model: Model | undefined, pk: string): JsonObject | undefined {
  const { objects, users } = store;
  if (model === undefined) {
    const user = users.get(Number(pk));
    return user && { ...user, password: users.passwordHash(user.pk), groups: users.groupsOf(user.pk) };
  }
  const data = objects.get(pk)?.data;
  if (!data) return undefined;
  const plain: JsonObject = { ...data };
  for (const name of model.secrets ?? []) {
    const sealed = data[name];
    if (typeof sealed === "string" && sealed !== "") plain[name] = objects.unseal(sealed);
  }
  if (model.name === groupModel.name) {
    const members = users.list().filter((user) => users.groupsOf(user.pk).includes(pk));
    plain.users = members.map((user) => user.pk);
  }
  return plain;
}

/** The names of what differs. */
export function changedFields(before: JsonObject, after: JsonObject): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => !isDeepStrictEqual(before[name] ?? null, after[name] ?? null)).sort();
}

/** What people tell an object by: its own name, or those of what it binds together. */
export function nameOf(store: Store, model: string, data: JsonObject): string | undefined {
  if (model === userModelName) return textOf(data.username);
  const own = [data.slug, data.name, data.domain, data.pk].find((value) => typeof value === "string");
  if (own !== undefined) return textOf(own);
  const named = (key: unknown): string | undefined => {
    const other = typeof key === "string" ? store.objects.get(key) : undefined;
    return other && nameOf(store, other.model, other.data);
  };
  const [what, where] = [named(data.stage ?? data.policy ?? data.group), named(data.target)];
  return what !== undefined && where !== undefined ? `${what} → ${where}` : what;
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
