import { choice, flag, nullable, optional, reference, slug, text, withDefault } from "../../engine/fields.ts";
import { defineModel, type InstanceOf } from "../../engine/model.ts";

/** A place where people have accounts already: an OAuth 2.0 (RFC 6749) or OpenID Connect provider. */
export const oauthSourceModel = defineModel({
  name: "authentik_sources_oauth.oauthsource",
  family: "source",
  unique: ["slug"],
  secrets: ["consumer_secret"],
  fields: {
    name: text(),
    slug: slug(),
    enabled: withDefault(flag(), true),
    promoted: withDefault(flag(), false),
    icon: withDefault(text({ blank: true }), ""),
    authentication_flow: optional(nullable(reference("flow"))),
    enrollment_flow: optional(nullable(reference("flow"))),
    policy_engine_mode: withDefault(choice("all", "any"), "any"),
    /** How somebody who comes for the first time is matched with an account that is there. */
    user_matching_mode: withDefault(
      choice("identifier", "email_link", "email_deny", "username_link", "username_deny"),
      "identifier",
    ),
    user_path_template: withDefault(text({ blank: true }), "goauthentik.io/sources/%(slug)s"),
    provider_type: withDefault(text(), "openidconnect"),
    authorization_url: text(),
    access_token_url: text(),
    profile_url: text(),
    consumer_key: text(),
    consumer_secret: text(),
    additional_scopes: withDefault(text({ blank: true }), ""),
  },
});

export type OauthSource = InstanceOf<typeof oauthSourceModel>;
