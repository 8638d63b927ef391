import { isJsonObject, type JsonObject, type JsonValue } from "../store/json-value.ts";

/** No answer to a prompt is an object, so that nobody can type one of these. */
const key = "$password_hash";

/** A password as plans keep it: its hash (a PHC string), told from text by its shape. */
export function hashedPassword(hash: string): JsonObject {
  return { [key]: hash };
}

/** The PHC string in what {@link hashedPassword} made; `undefined` for anything else, above all for text that looks like one. */
export function passwordHashIn(value: JsonValue | undefined): string | undefined {
  if (!isJsonObject(value) || Object.keys(value).length !== 1) return undefined;
  const hash = value[key];
  return typeof hash === "string" && hash.startsWith("$argon2id$") ? hash : undefined;
}
