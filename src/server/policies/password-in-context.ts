import type { PolicyRequest } from "../engine/policy-engine.ts";
import { isJsonObject, type JsonObject } from "../store/json-value.ts";

/** What a policy says that finds no password to judge. */
export const noPassword = "Password not set in context";

/** The password that was just typed: into a prompt, or wherever else the flow keeps it under that name. */
export function passwordInContext({ context }: PolicyRequest, field: string): string | undefined {
  const data = isJsonObject(context.prompt_data) ? context.prompt_data : {};
  const others: JsonObject = context;
  const value = data[field] ?? others[field];
  // What has become a hash can no longer be judged.
  return value == null || typeof value === "object" ? undefined : String(value);
}
