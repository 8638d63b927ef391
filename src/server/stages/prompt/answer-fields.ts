import { sentence } from "../../../protocol/locales/words.ts";
import { assertNever } from "../../../protocol/assert-never.ts";
import {
  email,
  type Field,
  type Fields,
  flag,
  integer,
  invalid,
  longest,
  optional,
  text,
  valid,
  withDefault,
} from "../../engine/fields.ts";
import type { JsonValue } from "../../store/json-value.ts";
import { asText, type Choice, type ResolvedPrompt } from "./resolve-prompt.ts";

/** Fields whose value is the server's alone, whatever a client sends. */
export function isFixed({ prompt }: ResolvedPrompt): boolean {
  return !isAnswered(prompt);
}

/** Whether a field is one for people to fill in. */
export function isAnswered(prompt: ResolvedPrompt["prompt"]): boolean {
  return !["hidden", "static", "text_read_only", "text_area_read_only"].includes(prompt.type) && !isDecoration(prompt);
}

/** Fields that stand between others and have no value. */
export function isDecoration({ type }: ResolvedPrompt["prompt"]): boolean {
  return type === "separator" || type.startsWith("alert_");
}

/** What a fixed field is worth. */
export function fixedValue({ prompt, initial, placeholder }: ResolvedPrompt): JsonValue {
  return prompt.type === "hidden" ? initial || placeholder : initial;
}

/** @returns what is wrong with a username, in a sentence for people, if anything is */
export type NameCheck = (username: string) => string | undefined;

/** How the answers to these prompts are checked. A field with an initial value need not be answered, and is then worth that. */
export function answerFields(prompts: readonly ResolvedPrompt[], check: NameCheck): Fields {
  const fields: Record<string, Field<unknown>> = {};
  for (const resolved of prompts) {
    if (isFixed(resolved)) continue;
    const { prompt, initial, choices } = resolved;
    const field = fieldFor(resolved, choices ?? [], check);
    if (initial) fields[prompt.field_key] = withDefault(field as Field<JsonValue>, initial);
    else fields[prompt.field_key] = prompt.required && prompt.type !== "checkbox" ? field : optional(field);
  }
  return fields;
}

function fieldFor({ prompt }: ResolvedPrompt, choices: readonly Choice[], check: NameCheck): Field<unknown> {
  const blank = !prompt.required;
  // Whatever its type, what ends up as the account's name has to be one.
  if (prompt.field_key === "username" && isTyped(prompt.type)) {
    return username(text({ blank, max: longest.name }), check);
  }
  switch (prompt.type) {
    case "username":
      return username(text({ blank, max: longest.name }), check);
    case "email":
      return email({ blank });
    case "number":
      return integer();
    case "checkbox":
      return flag();
    case "date":
      return date(/^\d{4}-\d\d-\d\d$/, "Date has wrong format. Use one of these formats instead: YYYY-MM-DD.");
    case "date-time":
      return date(
        /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?$/,
        "Datetime has wrong format. Use one of these formats instead: YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z].",
      );
    case "radio-button-group":
    case "dropdown":
      return oneOf(choices);
    case "file":
      return dataUri(blank);
    case "ak-locale":
      return text({ blank: true, max: longest.name });
    case "password":
      return text({ trim: false, blank, max: longest.password });
    case "text_area":
      return text({ trim: false, blank, max: longest.area });
    case "text":
    case "text_read_only":
    case "text_area_read_only":
    case "hidden":
    case "separator":
    case "static":
    case "alert_info":
    case "alert_warning":
    case "alert_danger":
      return text({ trim: false, blank, max: prompt.field_key === "name" ? longest.name : longest.line });
    default:
      return assertNever(prompt.type);
  }
}

/** Fields that people write into as they like. */
function isTyped(type: ResolvedPrompt["prompt"]["type"]): boolean {
  return type === "text" || type === "text_area";
}

function username(inner: Field<string>, check: NameCheck): Field<string> {
  return {
    parse(value) {
      const parsed = inner.parse(value);
      const fault = parsed.ok && parsed.value !== "" ? check(parsed.value) : undefined;
      return fault === undefined ? parsed : invalid(fault);
    },
  };
}

/** A day or an instant as ISO 8601 writes it; one that does not exist is none. */
function date(shape: RegExp, message: string): Field<string> {
  return {
    parse(value) {
      const isDate = typeof value === "string" && shape.test(value) && !Number.isNaN(Date.parse(value));
      // JavaScript takes the 30th of February for the 1st of March.
      const isReal = isDate && new Date(`${value.slice(0, 10)}T00:00Z`).toISOString().startsWith(value.slice(0, 10));
      return isReal ? valid(value) : invalid(message);
    },
  };
}

function oneOf(choices: readonly Choice[]): Field<JsonValue> {
  return {
    parse(value) {
      const chosen = choices.find((choice) => asText(choice.value) === asText(value as JsonValue));
      return chosen
        ? valid(chosen.value)
        : invalid(`"${asText(value as JsonValue)}" is not a valid choice.`, "invalid_choice");
    },
  };
}

/** A file in a `data:` URL (RFC 2397), in base64. */
function dataUri(blank: boolean): Field<string> {
  const inner = text({ trim: false, blank });
  return {
    parse(value) {
      const parsed = inner.parse(value);
      if (!parsed.ok || parsed.value === "") return parsed;
      if (!parsed.value.startsWith("data:")) return invalid(sentence("Invalid scheme"));
      return /^data:[^,]*;base64,/.test(parsed.value) ? parsed : invalid(sentence("Invalid encoding"));
    },
  };
}
