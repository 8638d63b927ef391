import { isValueMap, type Value } from "./parse-blueprint.ts";

/** Lays one context over another; mappings in both are merged. */
export function mergeContext(
  base: Readonly<Record<string, Value>>,
  over: Readonly<Record<string, Value>>,
): Record<string, Value> {
  const merged: Record<string, Value> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const below = merged[key];
    merged[key] = isValueMap(below) && isValueMap(value) ? mergeContext(below, value) : value;
  }
  return merged;
}
