import type { JsonObject, JsonValue } from "../../store/json-value.ts";
import { BlueprintError } from "./blueprint-error.ts";
import { isValueMap, Tag, type Value } from "./parse-blueprint.ts";
import type { Loop, Scope } from "./scope.ts";
import { tags } from "./tags.ts";

/**
 * Replaces all tags in a value by what they stand for.
 *
 * @throws BlueprintError for tags whose arguments make no sense or whose target is missing
 */
export function resolveValue(value: Value, scope: Scope, loops: readonly Loop[] = []): JsonValue {
  scope.budget.spend(value, (message) => new BlueprintError(scope.source, 1, message));
  if (value instanceof Tag) return resolveTag(value, scope, loops);
  if (Array.isArray(value)) return value.map((item) => resolveValue(item, scope, loops));
  return isValueMap(value) ? resolveMap(value, scope, loops) : value;
}

/** Like {@link resolveValue}, for a mapping. */
export function resolveMap(
  value: Readonly<Record<string, Value>>,
  scope: Scope,
  loops: readonly Loop[] = [],
): JsonObject {
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolveValue(item, scope, loops)]));
}

function resolveTag(tag: Tag, scope: Scope, loops: readonly Loop[]): JsonValue {
  const fail = (message: string): BlueprintError =>
    new BlueprintError(scope.source, tag.line, `!${tag.name}: ${message}`);
  const args = Array.isArray(tag.value) ? tag.value : [tag.value];
  const resolve = (value: Value, inner = loops): JsonValue => resolveValue(value, scope, inner);
  const apply = Object.hasOwn(tags, tag.name) ? tags[tag.name] : undefined;
  if (!apply) throw fail("is not known.");
  const result = scope.budget.within(() => apply({ tag, args, scope, loops, resolve, fail }), fail);
  scope.budget.spend(result, fail);
  return result;
}
