/** What a value from outside must look like, in answers and in blueprints. Messages and codes are part of the protocol: clients show them. */
import { domainToASCII } from "node:url";
import type { ErrorDetail, ResponseErrors } from "../../protocol/challenges.ts";
import { sentence } from "../../protocol/locales/words.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../store/json-value.ts";
import { parseDuration } from "./duration.ts";

export type Parsed<T> = { ok: true; value: T } | { ok: false; errors: ErrorDetail[] };

/** Tells which family of models the object with this primary key is of; `undefined` when there is none. */
export type FamilyLookup = (pk: string) => string | undefined;

/** Lets every reference through, for objects that were checked when they were written. What they refer to may be gone since. */
export const anyFamily: FamilyLookup = () => "*";

/** One field: turns an unknown value into a `T` or says what is wrong with it. */
export interface Field<T> {
  parse(value: unknown, lookup?: FamilyLookup): Parsed<T>;
  /** What a missing value becomes. A field without it is required. */
  readonly missing?: () => T;
}

export type Fields = Readonly<Record<string, Field<unknown>>>;
/** The type of the values that fields let through. */
export type ValuesOf<F extends Fields> = { [K in keyof F]: F[K] extends Field<infer T> ? T : never };

export function valid<T>(value: T): Parsed<T> {
  return { ok: true, value };
}

export function invalid(string: string, code = "invalid"): { ok: false; errors: ErrorDetail[] } {
  return { ok: false, errors: [{ string, code }] };
}

function field<T>(parse: (value: unknown, lookup?: FamilyLookup) => Parsed<T>): Field<T> {
  return {
    parse: (value, lookup) =>
      value === null ? invalid(sentence("This field may not be null."), "null") : parse(value, lookup),
  };
}

/**
 * How long what people type may be, in characters. It is kept with the session, counted by and sent on; without a bound a few requests fill
 * the disk. What is longer is refused rather than cut: a password, say, would be another.
 */
export const longest = { name: 150, address: 254, password: 1024, code: 64, line: 10_000, area: 100_000 } as const;

/** Text; numbers are taken as text. Trimmed unless `trim` is false; empty only with `blank`; of at most `max` characters. */
export function text({ trim = true, blank = false, max = Infinity } = {}): Field<string> {
  return field((value) => {
    if (typeof value !== "string" && typeof value !== "number") return invalid(sentence("Not a valid string."));
    const whole = String(value);
    const string = trim ? whole.trim() : whole;
    if (string === "") return blank ? valid("") : invalid(sentence("This field may not be blank."), "blank");
    // Code points, as in the protocol's reference implementation; counted only where it matters.
    if (string.length > max && Array.from(string).length > max) {
      return invalid(sentence("Ensure this field has no more than {0} characters.", String(max)), "max_length");
    }
    if (string.includes("\0"))
      return invalid(sentence("Null characters are not allowed."), "null_characters_not_allowed");
    return valid(string);
  });
}

const truthy = new Set(["t", "y", "yes", "true", "on", "1"]);
const falsy = new Set(["f", "n", "no", "false", "off", "0"]);

/** A boolean, or one of the words forms send for it. */
export function flag(): Field<boolean> {
  return field((value) => {
    const word = typeof value === "object" ? "" : String(value).trim().toLowerCase();
    if (truthy.has(word)) return valid(true);
    return falsy.has(word) ? valid(false) : invalid(sentence("Must be a valid boolean."));
  });
}

/** A whole number, or text that spells one. */
export function integer({ min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER } = {}): Field<number> {
  return field((value) => {
    const digits = typeof value === "object" ? "" : String(value).trim().replace(/\.0*$/, "");
    if (!/^[+-]?\d+$/.test(digits)) return invalid(sentence("A valid integer is required."));
    const number = Number(digits);
    if (number < min)
      return invalid(sentence("Ensure this value is greater than or equal to {0}.", String(min)), "min_value");
    return number > max
      ? invalid(sentence("Ensure this value is less than or equal to {0}.", String(max)), "max_value")
      : valid(number);
  });
}

/** A number, or text that spells one. */
export function decimal(): Field<number> {
  return field((value) => {
    const digits = typeof value === "object" ? "" : String(value).trim();
    const isNumber = digits !== "" && Number.isFinite(Number(digits));
    return isNumber ? valid(Number(digits)) : invalid(sentence("A valid number is required."));
  });
}

/** A field that takes one of a few words. */
export interface Choice<C extends string> extends Field<C> {
  readonly choices: readonly C[];
}

/** One of the given words. */
export function choice<const C extends string>(...choices: readonly C[]): Choice<C> {
  const one = field((value) => {
    const match = choices.find((option) => option === String(value));
    if (match !== undefined) return valid(match);
    return invalid(sentence('"{0}" is not a valid choice.', display(value)), "invalid_choice");
  });
  return { ...one, choices };
}

/** A slug as flows have it. */
export function slug(): Field<string> {
  return checked(text(), (value) =>
    /^[-\w]+$/.test(value)
      ? valid(value)
      : invalid(sentence("Enter a valid “slug” consisting of letters, numbers, underscores or hyphens.")),
  );
}

/** An e-mail address: the shape is checked, not whether it exists. Its domain may be written as people write it (UTS 46). */
export function email({ blank = false } = {}): Field<string> {
  return checked(text({ blank, max: longest.address }), (value) => {
    const at = value.lastIndexOf("@");
    const isLocal = /^[^\s@<>()",;:\\[\]\p{Control}\p{Default_Ignorable_Code_Point}]+$/u.test(value.slice(0, at));
    const typed = value.slice(at + 1);
    const domain = /[^\0-\x7f]/.test(typed) && !/[\s/?#\\:@]/.test(typed) ? domainToASCII(typed) : typed;
    const isDomain = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i.test(domain);
    return value === "" || (at > 0 && isLocal && isDomain)
      ? valid(value)
      : invalid(sentence("Enter a valid email address."));
  });
}

/** A duration such as `hours=3;minutes=1`; kept as written, read with `parseDuration`. */
export function duration(): Field<string> {
  return checked(text(), (value) =>
    parseDuration(value) === undefined
      ? invalid(sentence("{0} is not in the correct format of 'hours=3;minutes=1'.", value))
      : valid(value),
  );
}

/** The primary key of an object of one of the given families. */
export function reference(...families: readonly string[]): Field<string> {
  return field((value, lookup) => {
    const pk = String(value);
    const family = typeof value === "object" ? undefined : lookup?.(pk);
    if (family !== undefined && (lookup === anyFamily || families.includes(family))) return valid(pk);
    return invalid(sentence('Invalid pk "{0}" - object does not exist.', display(value)), "does_not_exist");
  });
}

/** A list whose items all pass `item`. */
export function list<T>(item: Field<T>): Field<T[]> {
  return field((value, lookup) => {
    if (!Array.isArray(value)) return invalid(sentence("Expected a list of items."), "not_a_list");
    const items: T[] = [];
    for (const entry of value as unknown[]) {
      const parsed = item.parse(entry, lookup);
      if (!parsed.ok) return parsed;
      items.push(parsed.value);
    }
    return valid(items);
  });
}

/** A JSON object. */
export function dictionary(): Field<JsonObject> {
  return field((value) =>
    isJsonObject(value)
      ? valid(value)
      : invalid(sentence("Value must be a dictionary, and not have any duplicate keys.")),
  );
}

/** Lets `null` through. */
export function nullable<T>(inner: Field<T>): Field<T | null> {
  const missing = inner.missing;
  return {
    parse: (value, lookup) => (value === null ? valid(null) : inner.parse(value, lookup)),
    ...(missing && { missing }),
  };
}

/** Lets a missing value through, as `undefined`. */
export function optional<T>(inner: Field<T>): Field<T | undefined> {
  return { parse: (value, lookup) => inner.parse(value, lookup), missing: () => undefined };
}

/** Puts `fallback` where the value is missing. */
export function withDefault<C extends string>(inner: Choice<C>, fallback: NoInfer<C>): Choice<C>;
export function withDefault<T extends JsonValue, D extends T>(inner: Field<T>, fallback: D): Field<T>;
export function withDefault<T extends JsonValue>(inner: Field<T>, fallback: T): Field<T> {
  return { ...inner, missing: () => structuredClone(fallback) };
}

function checked<T>(inner: Field<T>, check: (value: T) => Parsed<T>): Field<T> {
  return {
    parse(value, lookup) {
      const parsed = inner.parse(value, lookup);
      return parsed.ok ? check(parsed.value) : parsed;
    },
  };
}

/**
 * Checks an object against fields. Unknown keys are ignored.
 *
 * @param body anything; what is no object gives one error under `non_field_errors`
 */
export function parseFields<F extends Fields>(
  fields: F,
  body: unknown,
  lookup?: FamilyLookup,
): { ok: true; values: ValuesOf<F> } | { ok: false; errors: ResponseErrors } {
  if (!isJsonObject(body)) {
    const refusal = invalid(`Invalid data. Expected a dictionary, but got ${typeName(body)}.`);
    return { ok: false, errors: { non_field_errors: refusal.errors } };
  }
  const values: Record<string, unknown> = {};
  const errors: Record<string, ErrorDetail[]> = {};
  for (const [name, one] of Object.entries(fields)) {
    const value = Object.hasOwn(body, name) ? body[name] : undefined;
    const parsed = value === undefined ? whenMissing(one) : one.parse(value, lookup);
    if (parsed.ok) values[name] = parsed.value;
    else errors[name] = parsed.errors;
  }
  return Object.keys(errors).length > 0 ? { ok: false, errors } : { ok: true, values: values as ValuesOf<F> };
}

function whenMissing(one: Field<unknown>): Parsed<unknown> {
  return one.missing ? valid(one.missing()) : invalid(sentence("This field is required."), "required");
}

function display(value: unknown): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** The protocol speaks of types in its own reference implementation's words. */
function typeName(value: unknown): string {
  if (value === null || value === undefined) return "NoneType";
  if (Array.isArray(value)) return "list";
  if (typeof value === "string") return "str";
  if (typeof value === "boolean") return "bool";
  return Number.isInteger(value) ? "int" : "float";
}
