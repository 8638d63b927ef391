import { choice, flag, nullable, optional, reference, text, withDefault } from "../engine/fields.ts";
import { defineModel } from "../engine/model.ts";

export const userTypes = ["internal", "external", "service_account"] as const;

/** The stage that writes accounts; forms look whether one comes after them. */
export const userWriteStageModel = defineModel({
  name: "authentik_stages_user_write.userwritestage",
  family: "stage",
  unique: ["name"],
  fields: {
    name: text(),
    user_creation_mode: withDefault(
      choice("never_create", "create_when_required", "always_create"),
      "create_when_required",
    ),
    create_users_as_inactive: withDefault(flag(), false),
    create_users_group: optional(nullable(reference("group"))),
    user_type: withDefault(choice(...userTypes, "internal_service_account"), "external"),
    user_path_template: withDefault(text({ blank: true }), ""),
  },
});
