import { isJsonObject, type JsonObject, type JsonValue } from "../../store/json-value.ts";

/** Identifiers with the primary keys of what stands there as a whole, such as by `!FindObject`. */
export function keysOf(identifiers: JsonObject): JsonObject {
  const keyIn = (value: JsonValue): JsonValue => (isJsonObject(value) && "pk" in value ? (value.pk ?? null) : value);
  return Object.fromEntries(Object.entries(identifiers).map(([name, value]) => [name, keyIn(value ?? null)]));
}

/** Of a mapping an object only has to have what is in it. */
export function asLookups(identifiers: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(identifiers).map(([name, value]) => [
      isJsonObject(value) ? `${name}__contains` : name,
      value ?? null,
    ]),
  );
}

/** What an object is to be: its attributes, over which its identifiers lie. */
export function withIdentifiers(attrs: JsonObject, identifiers: JsonObject): JsonObject {
  const merged: JsonObject = { ...attrs };
  for (const [name, value] of Object.entries(identifiers)) {
    const below = Object.hasOwn(attrs, name) ? attrs[name] : undefined;
    merged[name] = isJsonObject(below) && isJsonObject(value) ? withIdentifiers(below, value) : (value ?? null);
  }
  return merged;
}
