import {
  choice,
  dictionary,
  email,
  flag,
  list,
  longest,
  nullable,
  optional,
  reference,
  text,
  withDefault,
} from "../fields.ts";
import { foreignKeys, leftOut, moment, passwordHash } from "../setting-fields.ts";

/** The model name of users in blueprints; users have a table of their own. */
export const userModelName = "authentik_core.user";

/** What a blueprint may say about a user. */
export const userFields = {
  username: text({ max: longest.name }),
  name: text({ blank: true }),
  email: withDefault(email({ blank: true }), ""),
  is_active: withDefault(flag(), true),
  type: withDefault(choice("internal", "external", "service_account", "internal_service_account"), "internal"),
  path: withDefault(text(), "users"),
  attributes: withDefault(dictionary(), {}),
  groups: optional(list(reference("group"))),
  /** None leaves things as they are. */
  password: optional(nullable(text({ trim: false }))),
  password_hash: optional(nullable(passwordHash())),
  roles: foreignKeys(),
  last_login: leftOut(nullable(moment())),
};
