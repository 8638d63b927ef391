import type { JsonObject } from "../../store/json-value.ts";
import { anyFamily } from "../fields.ts";
import type { EntryTarget } from "./entry-target.ts";
import type { Entry } from "./parse-blueprint.ts";

/** Numbers that are given for fields of text, as the text that Python makes of them: `1.0` is no `1` there. */
export function textsIn({ fields }: EntryTarget, { texts = {} }: Entry, values: JsonObject): JsonObject {
  const asText = (name: string, value: number): string | number => {
    const parsed = Object.hasOwn(fields, name) ? fields[name]?.parse(value, anyFamily) : undefined;
    if (!parsed?.ok || typeof parsed.value !== "string") return value;
    const text = texts[name];
    return text !== undefined && Number(text) === value ? text : String(value);
  };
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === "number" ? asText(name, value) : (value ?? null),
    ]),
  );
}
