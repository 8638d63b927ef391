import type { JsonObject, JsonValue } from "../../store/json-value.ts";
import { isLeftOut } from "../setting-fields.ts";
import type { Outcome } from "./applied-entry.ts";
import type { EntryTarget } from "./entry-target.ts";
import type { Entry } from "./parse-blueprint.ts";

/** What became of an object that existed, or did not, when its entry came. */
export function outcomeOf(state: string, existing: string | undefined, changes: readonly string[]): Outcome {
  if (state === "absent") return existing === undefined ? "unchanged" : "deleted";
  if (existing === undefined) return "created";
  return changes.length > 0 ? "updated" : "unchanged";
}

/** Attributes that say something and of which nothing is kept. */
export function droppedFields({ fields }: EntryTarget, attrs: JsonObject): string[] {
  const isEmpty = (value: JsonValue | undefined): boolean =>
    value == null || value === "" || (typeof value === "object" && Object.keys(value).length === 0);
  return Object.keys(attrs).filter(
    (name) => !isEmpty(attrs[name]) && (!Object.hasOwn(fields, name) || isLeftOut(fields[name])),
  );
}

/** As the document has it: of what is not here there is nothing else to be told by. */
export function nameWritten({ identifiers, attrs }: Entry): string | undefined {
  const { slug, name, username, domain } = { ...attrs, ...identifiers };
  return [slug, name, username, domain].find((value) => typeof value === "string");
}
