import { sentence } from "../../../protocol/locales/words.ts";
import { unknownCredential } from "../../../protocol/unknown-credential.ts";
import { rejected, type Rejected } from "../../engine/stage-handler.ts";
import type { Device } from "../../store/device-store.ts";
import type { JsonObject } from "../../store/json-value.ts";
import { credentialKey, verifyAssertion, webAuthnDataIn } from "./webauthn-ceremony.ts";
import type { ValidateVisit } from "./validate-model.ts";

/**
 * Checks the answer of a passkey.
 *
 * @param owner primary key of the user it has to belong to; `undefined` when it is to tell who somebody is
 * @returns the passkey
 */
export async function checkAssertion(
  { settings, plan, request, services }: ValidateVisit,
  response: JsonObject,
  owner: number | undefined,
  field: string,
): Promise<Device | Rejected> {
  const { devices } = services.store;
  const device = devices.findByKey(credentialKey(String(response.id ?? "")));
  if (!device) return rejected(sentence("Invalid device"), field, unknownCredential);
  if (owner !== undefined && device.userPk !== owner) return rejected(sentence("Invalid device"), field);
  const allowed = settings.webauthn_allowed_device_types;
  if (allowed.length > 0 && !allowed.includes(webAuthnDataIn(device.data).aaguid)) {
    const brand = request.brand.branding_title;
    return rejected(sentence("Invalid device type. Contact your {0} administrator for help.", brand), field);
  }
  // A passkey alone has to prove who holds it.
  const verification = owner === undefined ? "required" : settings.webauthn_user_verification;
  try {
    devices.update(device.pk, await verifyAssertion(plan, request, { response, device }, verification));
    return device;
  } catch {
    return rejected(sentence("Assertion failed"), field);
  }
}
