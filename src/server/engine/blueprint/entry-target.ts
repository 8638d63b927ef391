import { sentence } from "../../../protocol/locales/words.ts";
import type { ErrorDetail, ResponseErrors } from "../../../protocol/challenges.ts";
import type { JsonObject, JsonValue } from "../../store/json-value.ts";
import { endOtherAccess } from "../../store/end-access.ts";
import type { ObjectStore } from "../../store/object-store.ts";
import { hashPassword, isPassword } from "../../store/password-hash.ts";
import type { Store } from "../../store/store.ts";
import type { User, UserDraft } from "../../store/user-store.ts";
import { type FamilyLookup, type Fields, parseFields, type ValuesOf } from "../fields.ts";
import { hasAttributes, type Related } from "./lookups.ts";
import { type Model, uniqueKey } from "../model.ts";
import { groupModel } from "../models/group-model.ts";
import { userFields } from "../models/user-fields.ts";

/** What writing an object came to. */
export type Written = { ok: true; pk: string } | { ok: false; errors: ResponseErrors };

/** Objects of one model, as blueprints see them. */
export interface EntryTarget {
  readonly fields: Fields;
  /** Primary key of the first object with all these attributes. */
  find(attributes: JsonObject): string | undefined;
  exists(pk: string): boolean;
  /** Checks the attributes and creates the object. */
  create(pk: string | undefined, attributes: JsonObject, lookup: FamilyLookup): Written;
  /** Checks the given attributes, and all in relation to each other; writes them unless `dryRun`. */
  update(pk: string, attributes: JsonObject, lookup: FamilyLookup, dryRun: boolean): Written;
  remove(pk: string): void;
  /** All attributes but secrets. */
  read(pk: string): JsonObject | undefined;
}

/** The target for a model that lives in the object store. */
export function objectTarget(model: Model, store: Store): EntryTarget {
  const { objects } = store;
  const check = (pk: string | undefined, data: JsonObject): ResponseErrors | undefined => {
    const key = uniqueKey(model, data);
    const holder = key === null ? undefined : objects.findByKey(key);
    if (holder && holder.pk !== pk) return notUnique(model.unique.join(", "));
    return model.check?.(data);
  };
  return {
    fields: model.fields,
    find: (attributes) =>
      objects.list(model.name).find(({ pk, data }) => hasAttributes({ ...data, pk }, attributes, relatedIn(store)))?.pk,
    exists: (pk) => objects.get(pk)?.model === model.name,
    create(pk, attributes, lookup) {
      const parsed = parseFields(model.fields, attributes, lookup);
      if (!parsed.ok) return parsed;
      const data = parsed.values as JsonObject;
      const errors = check(undefined, data);
      if (errors) return { ok: false, errors };
      return {
        ok: true,
        pk: objects.insert({
          ...(pk && { pk }),
          model: model.name,
          uniqueKey: uniqueKey(model, data),
          data: withSealedSecrets(model, data, objects),
        }),
      };
    },
    update(pk, attributes, lookup, dryRun) {
      const parsed = parseFields(given(model.fields, attributes), attributes, lookup);
      if (!parsed.ok) return parsed;
      const data = { ...objects.get(pk)?.data, ...withSealedSecrets(model, parsed.values as JsonObject, objects) };
      const errors = check(pk, data);
      if (errors) return { ok: false, errors };
      if (!dryRun) objects.update(pk, uniqueKey(model, data), data);
      return { ok: true, pk };
    },
    remove: (pk) => objects.remove(pk),
    read(pk) {
      const data = objects.get(pk)?.data;
      const secrets: readonly string[] = model.secrets ?? [];
      return data && Object.fromEntries(Object.entries(data).filter(([name]) => !secrets.includes(name)));
    },
  };
}

/** Blank ones are none. */
function withSealedSecrets({ secrets = [] }: Model, data: JsonObject, objects: ObjectStore): JsonObject {
  const result: JsonObject = { ...data };
  for (const name of secrets) {
    const value = data[name];
    if (typeof value === "string" && value !== "") result[name] = objects.seal(value);
  }
  return result;
}

/** The target for users, who have a table, passwords and groups. */
export function userTarget(store: Store, now: number): EntryTarget {
  const { users } = store;
  type Attributes = Partial<UserDraft> & { password?: string | null; password_hash?: string | null; groups?: string[] };
  const settle = (pk: number, { password, password_hash: hash, groups }: Attributes): void => {
    const kept = users.passwordHash(pk);
    const changed = password == null ? (hash ?? kept) : isPassword(kept, password) ? kept : hashPassword(password);
    if (changed !== kept) {
      users.setPasswordHash(pk, changed);
      endOtherAccess(store, pk);
    }
    if (groups !== undefined) users.setGroups(pk, groups);
  };
  const check = (draft: UserDraft, pk: number | undefined): ResponseErrors | undefined => {
    const field = users.takenField(draft, pk);
    return field && notUnique(field);
  };
  return {
    fields: userFields,
    find(attributes) {
      const { username, email } = attributes;
      const named =
        typeof username === "string"
          ? [users.findByUsername(username)]
          : typeof email === "string"
            ? users.listByField("email", email, false)
            : users.list();
      const user = named.find(
        (one) =>
          one && hasAttributes({ ...userData(one), groups: users.groupsOf(one.pk) }, attributes, relatedIn(store)),
      );
      return user && String(user.pk);
    },
    exists: (pk) => users.get(Number(pk)) !== undefined,
    create(_pk, attributes, lookup) {
      const parsed = parseFields(userFields, attributes, lookup);
      if (!parsed.ok) return parsed;
      const draft = draftOf(parsed.values) as UserDraft;
      const errors = check(draft, undefined);
      if (errors) return { ok: false, errors };
      const { pk } = users.insert(draft, now);
      settle(pk, parsed.values as Attributes);
      return { ok: true, pk: String(pk) };
    },
    update(pk, attributes, lookup, dryRun) {
      const parsed = parseFields(given(userFields, attributes), attributes, lookup);
      if (!parsed.ok) return parsed;
      const changes = draftOf(parsed.values);
      const user = users.get(Number(pk));
      const errors = user && check({ ...user, ...changes }, user.pk);
      if (errors) return { ok: false, errors };
      if (user && !dryRun) {
        users.update({ ...user, ...changes });
        if (changes.email !== undefined && changes.email !== user.email) endOtherAccess(store, user.pk);
        settle(user.pk, parsed.values);
      }
      return { ok: true, pk };
    },
    remove: (pk) => users.remove(Number(pk)),
    read(pk) {
      return userData(users.get(Number(pk)));
    },
  };
}

/** What an account's own row holds, of what a blueprint may say about it. */
function draftOf(values: Partial<ValuesOf<typeof userFields>>): Partial<UserDraft> {
  const { password: _1, password_hash: _2, groups: _3, roles: _4, last_login: _5, ...draft } = values;
  return draft;
}

/** The target for groups, whose members are kept with people. */
export function groupTarget(store: Store): EntryTarget {
  const target = objectTarget(groupModel, store);
  const { users } = store;
  const checked = (members: JsonValue | undefined, lookup: FamilyLookup): Written | undefined => {
    const parsed = parseFields(
      { users: groupModel.fields.users },
      members === undefined ? {} : { users: members },
      lookup,
    );
    return parsed.ok ? undefined : parsed;
  };
  const settle = (pk: string, members: JsonValue | undefined): void => {
    if (!Array.isArray(members)) return;
    const wanted = new Set(members.map(Number));
    for (const user of users.list()) {
      const groups = users.groupsOf(user.pk);
      if (groups.includes(pk) === wanted.has(user.pk)) continue;
      users.setGroups(user.pk, wanted.has(user.pk) ? [...groups, pk] : groups.filter((group) => group !== pk));
    }
  };
  return {
    ...target,
    create(pk, { users: members, ...attributes }, lookup) {
      const written = checked(members, lookup) ?? target.create(pk, attributes, lookup);
      if (written.ok) settle(written.pk, members);
      return written;
    },
    update(pk, { users: members, ...attributes }, lookup, dryRun) {
      const written = checked(members, lookup) ?? target.update(pk, attributes, lookup, dryRun);
      if (written.ok && !dryRun) settle(pk, members);
      return written;
    },
  };
}

/** The fields for which there is a value. */
function given(fields: Fields, attributes: JsonObject): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => attributes[name] !== undefined));
}

/** What primary keys stand for, those of people as well. */
function relatedIn({ objects, users }: Store): Related {
  return (pk) => objects.get(pk)?.data ?? (/^\d+$/.test(pk) ? userData(users.get(Number(pk))) : undefined);
}

function userData(user: User | undefined): JsonObject | undefined {
  return user && { ...user, pk: String(user.pk) };
}

function notUnique(field: string): ResponseErrors {
  const errors: ErrorDetail[] = [{ string: sentence("This field must be unique."), code: "unique" }];
  return { [field]: errors };
}
