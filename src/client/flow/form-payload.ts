import type { Payload } from "../../protocol/challenges.ts";

/** Inputs that belong to the form of the whole flow and not to a stage, and the primary button. */
const foreignNames: ReadonlySet<string> = new Set(["uidField", "username", "password", "continue"]);

/** The values of a stage's own fields. A name that occurs twice gives its last value; empty files are left out. */
export function stageValues(data: FormData): Payload {
  const values: Record<string, unknown> = {};
  for (const [name, value] of data) {
    if (foreignNames.has(name) || (value instanceof File && value.size === 0)) continue;
    values[name] = value;
  }
  return values;
}
