import { choice, flag, slug, text, withDefault } from "../fields.ts";
import { pageAddress } from "../page-address.ts";
import { defineModel, type InstanceOf } from "../model.ts";

/** A flow: which steps it has is said by its stage bindings. */
export const flowModel = defineModel({
  name: "authentik_flows.flow",
  family: "flow",
  unique: ["slug"],
  fields: {
    name: text(),
    slug: slug(),
    title: text(),
    designation: choice(
      "authentication",
      "authorization",
      "invalidation",
      "enrollment",
      "unenrollment",
      "recovery",
      "stage_configuration",
    ),
    background: withDefault(pageAddress(), ""),
    policy_engine_mode: withDefault(choice("all", "any"), "any"),
    compatibility_mode: withDefault(flag(), false),
    layout: withDefault(
      choice(
        "stacked",
        "content_left",
        "content_right",
        "sidebar_left",
        "sidebar_right",
        "sidebar_left_frame_background",
        "sidebar_right_frame_background",
      ),
      "stacked",
    ),
    denied_action: withDefault(choice("message_continue", "message", "continue"), "message_continue"),
    authentication: withDefault(
      choice(
        "none",
        "require_authenticated",
        "require_unauthenticated",
        "require_superuser",
        "require_redirect",
        "require_outpost",
        "require_token",
      ),
      "none",
    ),
  },
});

export type Flow = InstanceOf<typeof flowModel>;
