import { choice, decimal, duration, list, reference, text, withDefault } from "../../engine/fields.ts";
import { defineModel, type InstanceOf } from "../../engine/model.ts";
import type { StageVisit } from "../../engine/stage-handler.ts";

/** The stage that asks for a second factor; identification may have one embedded, for passkeys. */
export const validateStageModel = defineModel({
  name: "authentik_stages_authenticator_validate.authenticatorvalidatestage",
  family: "stage",
  unique: ["name"],
  fields: {
    name: text(),
    not_configured_action: withDefault(choice("skip", "deny", "configure"), "skip"),
    device_classes: withDefault(list(choice("static", "totp", "webauthn", "duo", "sms", "email")), [
      "static",
      "totp",
      "webauthn",
      "duo",
      "sms",
      "email",
    ]),
    configuration_stages: withDefault(list(reference("stage")), []),
    last_auth_threshold: withDefault(duration(), "seconds=0"),
    webauthn_user_verification: withDefault(choice("required", "preferred", "discouraged"), "preferred"),
    webauthn_hints: withDefault(list(choice("security-key", "client-device", "hybrid")), []),
    /** AAGUIDs; none means any. */
    webauthn_allowed_device_types: withDefault(list(text()), []),
    // Kept for other servers: waits between wrong codes are ours to choose.
    email_otp_throttling_factor: withDefault(decimal(), 1),
    sms_otp_throttling_factor: withDefault(decimal(), 1),
    totp_otp_throttling_factor: withDefault(decimal(), 1),
    static_otp_throttling_factor: withDefault(decimal(), 1),
  },
  check({ not_configured_action: action, configuration_stages: stages }) {
    if (action !== "configure" || !Array.isArray(stages) || stages.length > 0) return undefined;
    const string = 'When "Not configured action" is set to "Configure", you must set a configuration stage.';
    return { non_field_errors: [{ string, code: "invalid" }] };
  },
});

export type ValidateSettings = InstanceOf<typeof validateStageModel>;
export type ValidateVisit = StageVisit<ValidateSettings>;
