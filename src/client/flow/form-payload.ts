import type { Payload } from "../../protocol/challenges.ts";
import { formControls } from "../../protocol/credentials.ts";

/** The values of a stage's own fields. A name that occurs twice gives its last value; empty files are left out. */
export function stageValues(data: FormData): Payload {
  const values: Record<string, unknown> = {};
  for (const [name, value] of data) {
    if (formControls.has(name) || (value instanceof File && value.size === 0)) continue;
    values[name] = value;
  }
  return values;
}
