import type { ResponseErrors } from "../../protocol/challenges.ts";
import type { JsonObject } from "../store/json-value.ts";
import type { Fields, ValuesOf } from "./fields.ts";

/** What an object can be referred to as: a stage of any type where a stage is wanted, and so on. */
export type Family =
  | "flow"
  | "binding"
  | "stage"
  | "policy"
  | "policybinding"
  | "brand"
  | "group"
  | "user"
  | "prompt"
  | "invitation"
  | "source";

/** A kind of object that blueprints manage and the object store keeps. */
export interface Model<F extends Fields = Fields> {
  /** As blueprints write it: `app_label.model`, lower case. */
  readonly name: string;
  readonly family: Family;
  readonly fields: F;
  /** The attributes that no two objects of the family share; none where anything may repeat. */
  readonly unique: readonly string[];
  /**
   * Text that can be written but never read back: passwords and keys of others. The store keeps it sealed; what is added here later has to be
   * sealed by a migration.
   */
  readonly secrets?: readonly string[];
  /** Rules that concern several attributes; returns what is wrong, if anything. */
  readonly check?: (values: JsonObject) => ResponseErrors | undefined;
}

/** An object of a model: its attributes and its primary key. */
export type InstanceOf<M extends Model> = { readonly pk: string } & ValuesOf<M["fields"]>;

/** Keeps the literal types of a model's fields while checking its shape. */
export function defineModel<const F extends Fields>(model: Model<F>): Model<F> {
  return model;
}

/** The key under which the store holds an object unique within its family, or `null` where nothing has to be unique. */
export function uniqueKey(model: Model, data: JsonObject): string | null {
  if (model.unique.length === 0) return null;
  return JSON.stringify([model.family, ...model.unique.map((name) => data[name] ?? null)]);
}
