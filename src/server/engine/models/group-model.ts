import { dictionary, flag, list, nullable, optional, reference, text, withDefault } from "../fields.ts";
import { defineModel, type InstanceOf } from "../model.ts";
import { foreignKeys } from "../setting-fields.ts";

/** A group of users. Members of a group are members of its parents as well. */
export const groupModel = defineModel({
  name: "authentik_core.group",
  family: "group",
  unique: ["name"],
  fields: {
    name: text(),
    is_superuser: withDefault(flag(), false),
    parent: optional(nullable(reference("group"))),
    parents: withDefault(list(reference("group")), []),
    attributes: withDefault(dictionary(), {}),
    /** Its members, who are kept with people; not read from here. */
    users: optional(list(reference("user"))),
    roles: foreignKeys(),
  },
});

export type Group = InstanceOf<typeof groupModel>;
