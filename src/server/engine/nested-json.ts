import { isJsonObject, type JsonObject, type JsonValue } from "../store/json-value.ts";

/** The object in which `path` leads to `value`. */
export function nested(path: readonly string[], value: JsonValue): JsonObject {
  const [first = "", ...rest] = path;
  return { [first]: rest.length > 0 ? nested(rest, value) : value };
}

/**
 * Both objects in one, and the objects in them as well. Changes neither.
 *
 * @param choose which of two other values stays; that of `over` unless given
 */
export function deepMerge(
  below: JsonObject,
  over: JsonObject,
  choose: (below: JsonValue | undefined, over: JsonValue | undefined) => JsonValue | undefined = (_below, value) =>
    value,
): JsonObject {
  const merged: JsonObject = { ...below };
  for (const [key, value] of Object.entries(over)) {
    const old = merged[key];
    merged[key] = isJsonObject(old) && isJsonObject(value) ? deepMerge(old, value, choose) : choose(old, value);
  }
  return merged;
}
