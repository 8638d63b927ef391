import {
  choice,
  dictionary,
  flag,
  nullable,
  optional,
  reference,
  slug,
  text,
  withDefault,
} from "../../engine/fields.ts";
import { defineModel, type InstanceOf } from "../../engine/model.ts";
import { foreignKeys } from "../../engine/setting-fields.ts";
import { type ProviderType, providerTypeNames, providerTypes, type UrlName, urlNames } from "./provider-types.ts";

const address = withDefault(nullable(text({ blank: true, max: 255 })), null);
const optionalText = withDefault(text({ blank: true }), "");

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
    icon: optionalText,
    authentication_flow: optional(nullable(reference("flow"))),
    enrollment_flow: optional(nullable(reference("flow"))),
    policy_engine_mode: withDefault(choice("all", "any"), "any"),
    /** How somebody who comes for the first time is matched with an account that is there. */
    user_matching_mode: withDefault(
      choice("identifier", "email_link", "email_deny", "username_link", "username_deny"),
      "identifier",
    ),
    user_path_template: withDefault(text({ blank: true }), "goauthentik.io/sources/%(slug)s"),
    provider_type: choice(...providerTypeNames),
    /** Those of the type where there are none of its own. */
    authorization_url: address,
    access_token_url: address,
    profile_url: address,
    consumer_key: text(),
    consumer_secret: text(),
    additional_scopes: optionalText,
    // Kept for other servers; nothing here reads them.
    group_matching_mode: withDefault(choice("identifier", "name_link", "name_deny"), "identifier"),
    request_token_url: address,
    pkce: withDefault(choice("none", "plain", "S256"), "none"),
    oidc_well_known_url: optionalText,
    oidc_jwks_url: optionalText,
    oidc_jwks: withDefault(dictionary(), {}),
    authorization_code_auth_method: withDefault(choice("basic_auth", "post_body"), "basic_auth"),
    user_property_mappings: foreignKeys(),
    group_property_mappings: foreignKeys(),
  },
  check(values) {
    if (values["user_path_template"] === "") {
      return { user_path_template: [{ string: "This field may not be blank.", code: "blank" }] };
    }
    const missing = urlNames.filter((name) => sourceUrl(values, name) === undefined);
    if (missing.length === 0 || values["oidc_well_known_url"]) return undefined;
    const string = `This field is required for the provider type ${String(values["provider_type"])}.`;
    return Object.fromEntries(missing.map((name) => [name, [{ string, code: "required" }]]));
  },
});

export type OauthSource = InstanceOf<typeof oauthSourceModel>;

/** Whether it is known where people sign in; a source may only say where that could be looked up. */
export function hasAddresses(source: OauthSource): boolean {
  return urlNames.every((name) => sourceUrl(source, name) !== undefined);
}

/** An address of a source: its own, or that of its type. */
export function sourceUrl(source: Readonly<Record<string, unknown>>, name: UrlName): string | undefined {
  const own = source[name];
  if (typeof own === "string" && own !== "") return own;
  return providerTypes[source["provider_type"] as ProviderType]?.[name];
}
