import type { JsonObject, JsonValue } from "../../store/json-value.ts";
import type { Value } from "./parse-blueprint.ts";
import type { WorkBudget } from "./work-budget.ts";

/** What tags refer to. */
export interface Scope {
  readonly source: string;
  readonly budget: WorkBudget;
  readonly context: Readonly<Record<string, Value>>;
  /** Primary key of an entry that was applied before. */
  keyOf(id: string): string | undefined;
  /** Whether whoever imports has left the entry out, and there is no such object here. */
  isLeftOut(id: string): boolean;
  /** Why there can be no object of a model; none where one may be here, or at authentik. */
  modelFault(model: string): string | undefined;
  /** Primary key of the first object of a model with these attributes. */
  find(model: string, attributes: JsonObject): string | undefined;
  /** The attributes of that object. */
  findObject(model: string, attributes: JsonObject): JsonObject | undefined;
  env(name: string): string | undefined;
  /** The content of a file, if it may be read. */
  file(path: string): string | undefined;
}

/** Where an `!Enumerate` stands. */
export interface Loop {
  readonly index: number | string;
  readonly value: JsonValue;
}

/** Truth as blueprints have it: empty text, lists and mappings, zero and null are false. */
export function isTruthy(value: JsonValue): boolean {
  if (typeof value === "object" && value !== null) return Object.keys(value).length > 0;
  return Boolean(value);
}
