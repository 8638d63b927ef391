import { flag, nullable, optional, reference, text, withDefault } from "../engine/fields.ts";
import { defineModel } from "../engine/model.ts";
import { passwordStageName } from "../engine/models/model-names.ts";
import { backendsField } from "./password-backends.ts";
import { int32 } from "../engine/setting-fields.ts";

/** A password stage; identification may have one embedded. */
export const passwordStageModel = defineModel({
  name: passwordStageName,
  family: "stage",
  unique: ["name"],
  fields: {
    name: text(),
    backends: backendsField,
    configure_flow: optional(nullable(reference("flow"))),
    failed_attempts_before_cancel: withDefault(int32(), 5),
    allow_show_password: withDefault(flag(), false),
  },
});
