import type { PasswordVerifier } from "../../engine/password-verifier.ts";
import { isJsonObject, type JsonObject } from "../../store/json-value.ts";
import { hashedPassword } from "../hashed-password.ts";
import { isSecret, type Prompt } from "./prompt-model.ts";

/**
 * Puts hashes in the place of passwords, once they have been judged: no plan, session or token ever holds one in clear. A repetition has the
 * hash of what it repeats.
 *
 * @param values as the form's prompts gave them, nested where their keys have dots; not changed
 */
export async function hidePasswords(
  values: JsonObject,
  prompts: readonly Prompt[],
  passwords: PasswordVerifier,
): Promise<JsonObject> {
  const hashes = new Map<string, JsonObject>();
  const result = structuredClone(values);
  for (const { field_key } of prompts.filter(isSecret)) {
    const path = field_key.split(".");
    const name = path.pop() ?? "";
    const holder = path.reduce<JsonObject>((object, part) => {
      const inner = object[part];
      return isJsonObject(inner) ? inner : {};
    }, result);
    const value = holder[name];
    if (typeof value !== "string") continue;
    const known = hashes.get(value) ?? hashedPassword(await passwords.hash(value));
    hashes.set(value, known);
    holder[name] = known;
  }
  return result;
}
