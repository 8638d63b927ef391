import { sentence } from "../../../protocol/locales/words.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../../store/json-value.ts";
import { formatText } from "./format-text.ts";
import type { BlueprintError } from "./blueprint-error.ts";
import type { Tag, Value } from "./parse-blueprint.ts";
import { isTruthy, type Loop, type Scope } from "./scope.ts";

/** What a tag has to work with. */
export interface TagCall {
  readonly tag: Tag;
  /** Its arguments as they are written; a tag before a single value has one. */
  readonly args: readonly Value[];
  readonly scope: Scope;
  /** The loops around it, innermost last. */
  readonly loops: readonly Loop[];
  /** Resolves any value, in another loop if given. */
  readonly resolve: (value: Value, loops?: readonly Loop[]) => JsonValue;
  readonly fail: (message: string) => BlueprintError;
}

/** Every tag there is, by its name without `!`. */
export const tags: Readonly<Record<string, (call: TagCall) => JsonValue>> = {
  KeyOf(call) {
    const id = String(argument(call, 0));
    const pk = call.scope.keyOf(id);
    if (call.scope.isLeftOut(id))
      throw call.fail(sentence("the entry `{0}` is left out, and there is none of it here", id));
    if (pk === undefined) throw call.fail(sentence("failed to find entry with `id` of `{0}` and a model instance", id));
    return pk;
  },
  Find: (call) => call.scope.find(...search(call)) ?? null,
  FindObject: (call) => call.scope.findObject(...search(call)) ?? null,
  Context(call) {
    const value = call.scope.context[String(argument(call, 0))];
    return value === undefined ? argument(call, 1) : call.resolve(value);
  },
  Env: (call) => call.scope.env(String(argument(call, 0))) || argument(call, 1),
  File: (call) => call.scope.file(String(argument(call, 0))) ?? argument(call, 1),
  ParseJSON(call) {
    try {
      return JSON.parse(String(argument(call, 0))) as JsonValue;
    } catch (error) {
      throw call.fail(error instanceof Error ? error.message : String(error));
    }
  },
  Format: (call) => format(call),
  If(call) {
    const isTrue = isTruthy(argument(call, 0));
    if (call.args.length === 1) return isTrue;
    return argument(call, isTrue ? 1 : 2);
  },
  Condition: (call) => condition(call),
  Enumerate: (call) => enumerate(call),
  Index: (call) => loopAt(call).index,
  Value: (call) => loopAt(call).value,
  AtIndex: (call) => atIndex(call),
};

function argument({ args, resolve }: TagCall, index: number): JsonValue {
  return resolve(args[index] ?? null);
}

function search(call: TagCall): [model: string, attributes: JsonObject] {
  const pairs = call.args.slice(1).map((pair) => call.resolve(pair));
  if (pairs.length === 0 || !pairs.every((pair) => Array.isArray(pair) && pair.length === 2))
    throw call.fail(sentence("expects a model and pairs of key and value."));
  const model = String(argument(call, 0)).toLowerCase();
  const fault = call.scope.modelFault(model);
  if (fault !== undefined) throw call.fail(fault);
  return [model, Object.fromEntries(pairs as [string, JsonValue][])];
}

function format(call: TagCall): string {
  const values = call.args.slice(1).map((value) => call.resolve(value));
  const text = argument(call, 0);
  if (typeof text !== "string") throw call.fail("expects a text with places such as %s, and what goes there.");
  return formatText(text, values, (value) => call.scope.budget.spend(value, call.fail), call.fail);
}

function condition(call: TagCall): boolean {
  const values = call.args.slice(1).map((value) => isTruthy(call.resolve(value)));
  if (values.length === 0) throw call.fail("At least one value is required after mode selection.");
  const mode = String(argument(call, 0));
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
  if (outcome === undefined) throw call.fail(`unknown mode ${mode}.`);
  return outcome;
}

/** `[iterable, SEQ or MAP, body]`: the body once for each item, as a list or as a mapping. */
function enumerate(call: TagCall): JsonValue {
  const [, kind, body = null] = call.args;
  const items = iterate(argument(call, 0));
  if (!items) throw call.fail("'s iterable must be an iterable such as a sequence or a mapping");
  const results = items.map((loop) => call.resolve(body, [...call.loops, loop]));
  if (kind === "SEQ") return results;
  if (kind !== "MAP") throw call.fail(`expects SEQ or MAP, not ${String(kind)}.`);
  const merged: JsonObject = {};
  for (const result of results) {
    if (isJsonObject(result)) mergeInto(merged, structuredClone(result));
    else if (Array.isArray(result) && result.length === 2) merged[String(result[0])] = result[1] ?? null;
    else throw call.fail(`Invalid Enumerate item found: ${JSON.stringify(result)}`);
  }
  return merged;
}

/** Lays an object over another, which it changes: a copy for each of many would take ever longer. */
function mergeInto(below: JsonObject, over: JsonObject): void {
  for (const [key, value] of Object.entries(over)) {
    const old = Object.hasOwn(below, key) ? below[key] : undefined;
    if (isJsonObject(old) && isJsonObject(value)) mergeInto(old, value);
    else Object.defineProperty(below, key, { value, enumerable: true, configurable: true, writable: true });
  }
}

function iterate(value: JsonValue): Loop[] | undefined {
  if (typeof value === "string") return Array.from(value, (letter, index) => ({ index, value: letter }));
  if (Array.isArray(value)) return value.map((item, index) => ({ index, value: item }));
  if (isJsonObject(value)) return Object.entries(value).map(([index, item]) => ({ index, value: item ?? null }));
  return undefined;
}

function loopAt(call: TagCall): Loop {
  const depth = Number(argument(call, 0));
  const loop = call.loops.at(-1 - depth);
  if (!loop || !Number.isInteger(depth) || depth < 0)
    throw call.fail(`${call.tag.name} tags are only usable inside an Enumerate tag`);
  return loop;
}

function atIndex(call: TagCall): JsonValue {
  const [object, key] = [argument(call, 0), argument(call, 1)];
  const hasDefault = call.args.length > 2;
  const missing = (message: string): JsonValue => {
    if (hasDefault) return argument(call, 2);
    throw call.fail(message);
  };
  if (Array.isArray(object)) {
    if (typeof key !== "number" || !Number.isInteger(key)) return missing(`Invalid index for list: ${String(key)}`);
    return object.at(key) ?? missing(`Index out of range: ${key}`);
  }
  if (object === null) return missing("There is nothing to look in.");
  if (!isJsonObject(object)) throw call.fail("expects a list or a mapping.");
  return object[String(key)] ?? missing(`Key does not exist: ${String(key)}`);
}
