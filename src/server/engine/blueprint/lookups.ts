import { isDeepStrictEqual } from "node:util";
import { isJsonObject, type JsonObject, type JsonValue } from "../../store/json-value.ts";

/** The attributes of what a primary key stands for. */
export type Related = (pk: string) => JsonObject | undefined;

type Comparison = (value: JsonValue, wanted: JsonValue) => boolean;

const lower = (value: JsonValue): string => String(value).toLowerCase();
const textual =
  (compare: (value: string, wanted: string) => boolean): Comparison =>
  (value, wanted) =>
    value !== null && compare(String(value), String(wanted));
const ordered =
  (compare: (order: number) => boolean): Comparison =>
  (value, wanted) => {
    if (value === null || wanted === null || typeof value === "object" || typeof wanted === "object") return false;
    if (typeof value === "number") return compare(value - Number(wanted));
    return compare(String(value) < String(wanted) ? -1 : String(value) > String(wanted) ? 1 : 0);
  };

/** The comparisons of Django's query sets (https://docs.djangoproject.com/en/stable/ref/models/querysets/#field-lookups). */
const comparisons: Readonly<Record<string, Comparison>> = {
  contains,
  endswith: textual((value, wanted) => value.endsWith(wanted)),
  exact: isEqual,
  gt: ordered((order) => order > 0),
  gte: ordered((order) => order >= 0),
  icontains: textual((value, wanted) => lower(value).includes(lower(wanted))),
  iendswith: textual((value, wanted) => lower(value).endsWith(lower(wanted))),
  iexact: (value, wanted) => lower(value) === lower(wanted),
  in: (value, wanted) => Array.isArray(wanted) && wanted.some((one) => isEqual(value, one)),
  isnull: (value, wanted) => (value === null) === Boolean(wanted),
  istartswith: textual((value, wanted) => lower(value).startsWith(lower(wanted))),
  lt: ordered((order) => order < 0),
  lte: ordered((order) => order <= 0),
  startswith: textual((value, wanted) => value.startsWith(wanted)),
};

/**
 * Whether an object has all these attributes. Names are those of Django's lookups: `name__iexact`, `stage__name`, `attributes__team`.
 *
 * @param related what references stand for
 */
export function hasAttributes(object: JsonObject, attributes: JsonObject, related: Related): boolean {
  return Object.entries(attributes).every(([lookup, wanted]) =>
    reaches(object, lookup.split("__"), wanted ?? null, related),
  );
}

/** The attribute that a lookup begins with. */
export function lookedUp(lookup: string): string {
  const [name = ""] = lookup.split("__");
  return isKey(name) ? "pk" : name;
}

/** Names of primary keys: those of authentik's models are `flow_uuid`, `pbm_uuid` … */
function isKey(name: string): boolean {
  return name === "pk" || name === "id" || name === "uuid" || /^[a-z]+_uuid$/.test(name);
}

function reaches(value: JsonValue, path: readonly string[], wanted: JsonValue, related: Related): boolean {
  const [name, ...rest] = path;
  if (name === undefined) return isOneOf(value, wanted);
  const compare = rest.length === 0 && Object.hasOwn(comparisons, name) ? comparisons[name] : undefined;
  if (isJsonObject(value)) {
    const key = isKey(name) && !Object.hasOwn(value, name) ? "pk" : name;
    if (!compare || Object.hasOwn(value, key)) return reaches(value[key] ?? null, rest, wanted, related);
    return compare(value, wanted);
  }
  if (compare) return Array.isArray(value) ? value.some((item) => compare(item, wanted)) : compare(value, wanted);
  if (Array.isArray(value)) return value.some((item) => reaches(item, path, wanted, related));
  if (value === null || typeof value === "boolean") return false;
  if (isKey(name) && rest.length === 0) return isEqual(value, wanted);
  const object = related(String(value));
  return object !== undefined && reaches(object, path, wanted, related);
}

/** Of several it is enough that one is wanted. */
function isOneOf(value: JsonValue, wanted: JsonValue): boolean {
  if (Array.isArray(value) && !Array.isArray(wanted)) return value.some((item) => isEqual(item, wanted));
  return isEqual(value, wanted);
}

/** Numbers and what spells them are the same where the other side is text or a number. */
function isEqual(value: JsonValue, wanted: JsonValue): boolean {
  if (typeof value === "string" && typeof wanted === "number") return value === String(wanted);
  if (typeof value === "number" && typeof wanted === "string") return wanted !== "" && value === Number(wanted);
  return isDeepStrictEqual(value, wanted);
}

/** A part of a text, or of what JSON holds. */
function contains(value: JsonValue, wanted: JsonValue): boolean {
  return typeof value === "string" ? value.includes(String(wanted)) : holds(value, wanted);
}

/** What PostgreSQL calls containment of JSON. */
function holds(value: JsonValue, wanted: JsonValue): boolean {
  if (isJsonObject(value) && isJsonObject(wanted)) {
    return Object.entries(wanted).every(
      ([key, item]) => Object.hasOwn(value, key) && holds(value[key] ?? null, item ?? null),
    );
  }
  if (Array.isArray(value)) return [wanted].flat().every((item) => value.some((one) => holds(one, item)));
  return isEqual(value, wanted);
}
