import { dictionary, flag, nullable, optional, reference, text, withDefault } from "../fields.ts";
import { defineModel, type InstanceOf } from "../model.ts";
import { foreignKeys, leftOut } from "../setting-fields.ts";

/** How a domain looks and which flows it uses. */
export const brandModel = defineModel({
  name: "authentik_brands.brand",
  family: "brand",
  unique: ["domain"],
  fields: {
    domain: text(),
    default: withDefault(flag(), false),
    branding_title: withDefault(text(), "authentik"),
    branding_logo: withDefault(text(), "/static/dist/assets/icons/icon_left_brand.svg"),
    branding_favicon: withDefault(text(), "/static/dist/assets/icons/icon.png"),
    branding_custom_css: withDefault(text({ blank: true, trim: false }), ""),
    branding_default_flow_background: withDefault(text(), "/static/dist/assets/images/flow_background.jpg"),
    flow_authentication: optional(nullable(reference("flow"))),
    flow_invalidation: optional(nullable(reference("flow"))),
    flow_recovery: optional(nullable(reference("flow"))),
    flow_unenrollment: optional(nullable(reference("flow"))),
    flow_user_settings: optional(nullable(reference("flow"))),
    flow_device_code: optional(nullable(reference("flow"))),
    flow_lockdown: optional(nullable(reference("flow"))),
    default_application: leftOut(nullable(text())),
    web_certificate: leftOut(nullable(text())),
    client_certificates: foreignKeys(),
    attributes: withDefault(dictionary(), {}),
  },
});

type NotHere = "default_application" | "web_certificate" | "client_certificates";
export type BrandSettings = Omit<InstanceOf<typeof brandModel>, NotHere>;
