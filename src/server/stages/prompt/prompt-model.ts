import { choice, flag, list, reference, text, withDefault } from "../../engine/fields.ts";
import { defineModel, type InstanceOf } from "../../engine/model.ts";
import { promptName } from "../../engine/models/model-names.ts";
import { int32 } from "../../engine/setting-fields.ts";

/** One field of a form. */
export const promptModel = defineModel({
  name: promptName,
  family: "prompt",
  unique: ["name"],
  fields: {
    name: text(),
    field_key: text(),
    label: text(),
    type: choice(
      "text",
      "text_area",
      "text_read_only",
      "text_area_read_only",
      "username",
      "email",
      "password",
      "number",
      "checkbox",
      "radio-button-group",
      "dropdown",
      "date",
      "date-time",
      "file",
      "separator",
      "hidden",
      "static",
      "ak-locale",
      "alert_info",
      "alert_warning",
      "alert_danger",
    ),
    required: withDefault(flag(), true),
    /** Text, or with `placeholder_expression` Python. The choices of fields that have some. */
    placeholder: withDefault(text({ trim: false, blank: true }), ""),
    initial_value: withDefault(text({ trim: false, blank: true }), ""),
    order: withDefault(int32(), 0),
    sub_text: withDefault(text({ trim: false, blank: true }), ""),
    placeholder_expression: withDefault(flag(), false),
    initial_value_expression: withDefault(flag(), false),
  },
});

export type Prompt = InstanceOf<typeof promptModel>;

/** Whether a field asks for a password: by its type, or because what goes by that key becomes the account's. */
export function isSecret({ type, field_key }: Pick<Prompt, "type" | "field_key">): boolean {
  return type === "password" || field_key === "password";
}

/** A form of several fields. */
export const promptStageModel = defineModel({
  name: "authentik_stages_prompt.promptstage",
  family: "stage",
  unique: ["name"],
  fields: {
    name: text(),
    fields: list(reference("prompt")),
    validation_policies: withDefault(list(reference("policy")), []),
  },
});
