import type { JsonObject, JsonValue } from "../../store/json-value.ts";
import { BlueprintError } from "./blueprint-error.ts";
import { isValueMap, Tag, type Value } from "./parse-blueprint.ts";

/** What tags refer to. */
export interface Scope {
  readonly source: string;
  readonly context: Readonly<Record<string, Value>>;
  /** Primary key of an entry that was applied before. */
  keyOf(id: string): string | undefined;
  /** Primary key of the first object of a model with these attributes. */
  find(model: string, attributes: JsonObject): string | undefined;
  env(name: string): string | undefined;
}

/**
 * Replaces all tags in a value by what they stand for.
 *
 * @throws BlueprintError for tags whose arguments make no sense or whose target is missing
 */
export function resolveValue(value: Value, scope: Scope): JsonValue {
  if (value instanceof Tag) return resolveTag(value, scope);
  if (Array.isArray(value)) return value.map((item) => resolveValue(item, scope));
  return isValueMap(value) ? resolveMap(value, scope) : value;
}

/** Like {@link resolveValue}, for a mapping. */
export function resolveMap(value: Readonly<Record<string, Value>>, scope: Scope): JsonObject {
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolveValue(item, scope)]));
}

/** Truth as blueprints have it: empty text, lists and mappings, zero and null are false. */
export function isTruthy(value: JsonValue): boolean {
  if (typeof value === "object" && value !== null) return Object.keys(value).length > 0;
  return Boolean(value);
}

function resolveTag(tag: Tag, scope: Scope): JsonValue {
  const fail = (message: string): BlueprintError =>
    new BlueprintError(scope.source, tag.line, `!${tag.name}: ${message}`);
  const args = Array.isArray(tag.value) ? tag.value : [tag.value];
  const resolved = (index: number): JsonValue => resolveValue(args[index] ?? null, scope);

  switch (tag.name) {
    case "KeyOf": {
      const pk = scope.keyOf(String(resolved(0)));
      if (pk === undefined)
        throw fail(`failed to find entry with \`id\` of \`${String(resolved(0))}\` and a model instance`);
      return pk;
    }
    case "Find": {
      const pairs = args.slice(1).map((pair) => resolveValue(pair, scope));
      if (!pairs.every((pair) => Array.isArray(pair) && pair.length === 2))
        throw fail("expects a model and pairs of key and value.");
      return scope.find(String(resolved(0)).toLowerCase(), Object.fromEntries(pairs as [string, JsonValue][])) ?? null;
    }
    case "Context": {
      const value = scope.context[String(resolved(0))];
      return value === undefined ? resolved(1) : resolveValue(value, scope);
    }
    case "Env":
      return scope.env(String(resolved(0))) || resolved(1);
    case "Format": {
      const values = args.slice(1).map((value) => resolveValue(value, scope));
      return format(String(resolved(0)), values, fail);
    }
    case "If":
      if (args.length === 1) return isTruthy(resolved(0));
      return isTruthy(resolved(0)) ? resolved(1) : resolved(2);
    case "Condition": {
      const values = args.slice(1).map((value) => isTruthy(resolveValue(value, scope)));
      if (values.length === 0) throw fail("At least one value is required after mode selection.");
      return condition(String(resolved(0)), values, fail);
    }
    default:
      throw fail("is not known.");
  }
}

function format(pattern: string, values: JsonValue[], fail: (message: string) => BlueprintError): string {
  const rest = [...values];
  const text = pattern.replace(/%([%sd])/g, (_match, kind: string) => {
    if (kind === "%") return "%";
    const value = rest.shift();
    if (value === undefined) throw fail("has fewer arguments than places.");
    return kind === "d" ? String(Math.trunc(Number(value))) : String(value);
  });
  if (rest.length > 0) throw fail("has more arguments than places.");
  return text;
}

function condition(mode: string, values: boolean[], fail: (message: string) => BlueprintError): boolean {
  const odd = values.filter(Boolean).length % 2 === 1;
  const outcomes: Readonly<Record<string, boolean>> = {
    AND: values.every(Boolean),
    NAND: !values.every(Boolean),
    OR: values.some(Boolean),
    NOR: !values.some(Boolean),
    XOR: odd,
    XNOR: !odd,
  };
  const outcome = outcomes[mode.toUpperCase()];
  if (outcome === undefined) throw fail(`unknown mode ${mode}.`);
  return outcome;
}
