import type { PolicyRequest } from "../engine/policy-engine.ts";
import { isJsonObject } from "../store/json-value.ts";

/** Parts of names and addresses that are shorter are in too many words to say anything. */
const shortestPart = 3;

/**
 * The words that somebody who guesses a password here would try first: user name, name and address, as the account has them and as they were
 * typed on the same form (who signs up has no account yet), the brand's title, and the parts of all of these.
 */
export function knownWords({ user, context, http }: PolicyRequest): string[] {
  const typed = isJsonObject(context.prompt_data) ? context.prompt_data : {};
  const given = [
    user?.username,
    user?.name,
    user?.email,
    typed.username,
    typed.name,
    typed.email,
    http.brand.branding_title,
  ];
  const whole = given.filter((word) => typeof word === "string" && word !== "") as string[];
  const parts = whole.flatMap((word) => word.split(/[^\p{L}\p{N}]+/u)).filter((part) => part.length >= shortestPart);
  const joined = whole.map((word) => word.replaceAll(/[^\p{L}\p{N}]+/gu, "")).filter((word) => word !== "");
  return [...new Set([...whole, ...parts, ...joined])];
}
