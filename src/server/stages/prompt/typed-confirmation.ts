import { sentence } from "../../../protocol/locales/words.ts";
import type { ResponseErrors } from "../../../protocol/challenges.ts";
import { isJsonObject } from "../../store/json-value.ts";
import { normalName } from "../../store/normal-name.ts";
import type { ResolvedPrompt } from "./resolve-prompt.ts";

/** The key of a field in which people type the name of their account, so that nobody does what cannot be undone by mistake. */
const key = "confirm_username";

/**
 * What is wrong with a typed confirmation, where the form asks for one.
 *
 * @param username of the account that the flow is about
 */
export function confirmationErrors(
  prompts: readonly ResolvedPrompt[],
  body: unknown,
  username: string | undefined,
): ResponseErrors | undefined {
  if (!prompts.some(({ prompt }) => prompt.field_key === key)) return undefined;
  const typed = isJsonObject(body) ? body[key] : undefined;
  if (username !== undefined && typeof typed === "string" && normalName(typed) === normalName(username))
    return undefined;
  const string = sentence("This is not your username. Type it as it is shown above.");
  return { [key]: [{ string, code: "invalid" }] };
}
