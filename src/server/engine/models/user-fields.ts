import { choice, dictionary, email, flag, list, reference, text, withDefault, optional } from "../fields.ts";

/** The model name of users in blueprints; users have a table of their own. */
export const userModelName = "authentik_core.user";

/** What a blueprint may say about a user. */
export const userFields = {
  username: text(),
  name: text({ blank: true }),
  email: withDefault(email({ blank: true }), ""),
  is_active: withDefault(flag(), true),
  type: withDefault(choice("internal", "external", "service_account", "internal_service_account"), "internal"),
  path: withDefault(text(), "users"),
  attributes: withDefault(dictionary(), {}),
  groups: optional(list(reference("group"))),
  password: optional(text({ trim: false })),
};
