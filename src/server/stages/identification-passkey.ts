import { sentence } from "../../protocol/locales/words.ts";
import type { StageVisit } from "../engine/stage-handler.ts";
import { type Answered, rejected } from "../engine/stage-handler.ts";
import type { JsonObject } from "../store/json-value.ts";
import { checkAssertion } from "./authenticators/assertion.ts";
import { type ValidateSettings, validateStageModel } from "./authenticators/validate-model.ts";
import { requestOptions } from "./authenticators/webauthn-ceremony.ts";
import { noteProof } from "./identity-proofs.ts";
import { inbuiltBackend } from "./password-backends.ts";

type Visit = StageVisit<{ readonly webauthn_stage: string | null | undefined }>;

/** Options for signing in with any passkey of this site, where the stage takes passkeys; else `undefined`. */
export function passkeyChallenge(visit: Visit): JsonObject | undefined {
  const settings = passkeySettings(visit);
  if (!settings) return undefined;
  return requestOptions(visit.plan, visit.request, [], {
    userVerification: "required",
    hints: settings.webauthn_hints,
  });
}

/** Finds out by a passkey who somebody is, and takes it for proof. */
export async function identifyByPasskey(visit: Visit, response: JsonObject): Promise<Answered> {
  const settings = passkeySettings(visit);
  if (!settings) return rejected(sentence("No identification data provided."));
  const device = await checkAssertion({ ...visit, settings }, response, undefined, "non_field_errors");
  if ("kind" in device) return device;
  const { plan, request, services } = visit;
  const user = services.store.users.get(device.userPk);
  if (!user?.is_active) return rejected(sentence("Invalid device"));
  services.store.devices.recordUse(device.pk, request.now);
  plan.context.pending_user = { ...user, backend: inbuiltBackend };
  plan.context.auth_method = "auth_webauthn_pwl";
  noteProof(plan, user.pk, "passkey", request.now);
  noteProof(plan, user.pk, "factor", request.now);
  const { pk, name } = device;
  plan.context.auth_method_args = {
    ...plan.context.auth_method_args,
    device: { pk, name },
    device_type: device.deviceClass,
  };
  return { kind: "ok" };
}

function passkeySettings({ settings, services }: Visit): ValidateSettings | undefined {
  return settings.webauthn_stage ? services.models.get(validateStageModel, settings.webauthn_stage) : undefined;
}
