import { sentence } from "../../../protocol/locales/words.ts";
import type { PasskeySetupChallenge } from "../../../protocol/challenges.ts";
import { unknownCredential } from "../../../protocol/unknown-credential.ts";
import { parseAnswer } from "../../engine/answer.ts";
import { choice, dictionary, flag, list, nullable, text, withDefault } from "../../engine/fields.ts";
import { defineModel, type InstanceOf } from "../../engine/model.ts";
import type { PendingUser } from "../../engine/plan-context.ts";
import {
  type Answered,
  rejected,
  type StageChallenge,
  type StageHandler,
  type StageVisit,
} from "../../engine/stage-handler.ts";
import type { JsonObject } from "../../store/json-value.ts";
import { currentUser } from "../current-user.ts";
import { afterRecentSignIn } from "../recent-sign-in.ts";
import { setupFields } from "./device-fields.ts";
import { isPasskeyOffered, notePasskeyDeclined } from "./passkey-offer.ts";
import {
  algorithms,
  ceremonyTimeout,
  credentialKey,
  descriptorsOf,
  newChallenge,
  passkeyUserId,
  relyingPartyId,
  verifyRegistration,
  type WebAuthnData,
} from "./webauthn-ceremony.ts";
import { int32 } from "../../engine/setting-fields.ts";

const model = defineModel({
  name: "authentik_stages_authenticator_webauthn.authenticatorwebauthnstage",
  family: "stage",
  unique: ["name"],
  fields: {
    ...setupFields,
    user_verification: withDefault(choice("required", "preferred", "discouraged"), "preferred"),
    authenticator_attachment: withDefault(nullable(choice("platform", "cross-platform")), null),
    resident_key_requirement: withDefault(choice("required", "preferred", "discouraged"), "preferred"),
    hints: withDefault(list(choice("security-key", "client-device", "hybrid")), []),
    prevent_duplicate_devices: withDefault(flag(), true),
    /** AAGUIDs; none means any. */
    device_type_restrictions: withDefault(list(text()), []),
    max_attempts: withDefault(int32({ min: 0 }), 0),
    /** Of this server: whoever has just typed a password is offered a passkey, and need not take it. */
    is_optional: withDefault(flag(), false),
  },
});

type Visit = StageVisit<InstanceOf<typeof model>>;

const attemptsKey = "goauthentik.io/stages/authenticator_webauthn/attempt";

const setUp: StageHandler<typeof model, "ak-stage-authenticator-webauthn"> = afterRecentSignIn({
  model,
  async show(visit) {
    const user = currentUser(visit);
    if (user?.pk == null) return { kind: "denied" };
    const challenge: StageChallenge<"ak-stage-authenticator-webauthn"> & Pick<PasskeySetupChallenge, "optional"> = {
      component: "ak-stage-authenticator-webauthn",
      registration: creationOptions(visit, user),
      ...(visit.settings.is_optional && { optional: true }),
    };
    return { kind: "challenge", challenge };
  },
  async answer(visit, body) {
    const { settings, plan, request } = visit;
    const user = currentUser(visit);
    if (user?.pk == null) return { kind: "denied" };
    const parsed = parseAnswer({ response: dictionary() }, body);
    if (!parsed.ok) return { kind: "invalid", errors: parsed.errors };
    const { response } = parsed.values;
    if (settings.is_optional && typeof response.declined === "boolean") {
      // A browser that knows no passkeys says nothing of what its person wants.
      if (response.declined) notePasskeyDeclined(visit, user);
      return { kind: "ok" };
    }
    let data: WebAuthnData;
    try {
      data = await verifyRegistration(plan, request, response, {
        userVerification: settings.user_verification,
        mayBeAlone: settings.is_optional,
      });
    } catch (error) {
      return refuse(
        visit,
        sentence("Registration failed. Error: {0}", error instanceof Error ? error.message : String(error)),
        response.id,
      );
    }
    return keep(visit, user.pk, data);
  },
});

/** Sets up a passkey or security key, or where it is optional offers one. */
export const webAuthnSetupStage: typeof setUp = {
  ...setUp,
  show: async (visit) => (visit.settings.is_optional && !isPasskeyOffered(visit) ? { kind: "ok" } : setUp.show(visit)),
};

function keep(visit: Visit, userPk: number, data: WebAuthnData): Answered {
  const { settings, request, services } = visit;
  const { device_type_restrictions: allowed } = settings;
  if (allowed.length > 0 && !allowed.includes(data.aaguid)) {
    return refuse(
      visit,
      sentence("Invalid device type. Contact your {0} administrator for help.", request.brand.branding_title),
      data.credentialId,
    );
  }
  const uniqueKey = credentialKey(data.credentialId);
  const { devices } = services.store;
  if (devices.findByKey(uniqueKey)) return refuse(visit, sentence("Credential ID already exists."));
  const device = {
    userPk,
    deviceClass: "webauthn",
    name: "WebAuthn Device",
    stage: settings.pk,
    uniqueKey,
    data,
  } as const;
  devices.insert(device, request.now);
  request.session.addMessage("success", sentence("Your passkey is set up."));
  return { kind: "ok" };
}

/** @param credentialId of the passkey, which can be forgotten where it is kept unless it is one that came before */
function refuse({ settings, plan, request, services }: Visit, message: string, credentialId?: unknown): Answered {
  const attempts = Number(plan.context[attemptsKey] ?? 0) + 1;
  plan.context[attemptsKey] = attempts;
  if (settings.max_attempts > 0 && attempts >= settings.max_attempts) {
    const brand = request.brand.branding_title;
    return {
      kind: "denied",
      message: sentence("Exceeded maximum attempts. Contact your {0} administrator for help.", brand),
    };
  }
  // An answer that is sent again, because nobody heard that it was taken, is refused too.
  const isKnown = typeof credentialId !== "string" || services.store.devices.findByKey(credentialKey(credentialId));
  return rejected(message, "response", isKnown ? undefined : unknownCredential);
}

/** WebAuthn Level 3 §5.4, as JSON. */
function creationOptions({ settings, plan, request, services }: Visit, user: PendingUser): JsonObject {
  const { resident_key_requirement: residentKey, hints } = settings;
  const attachment = settings.authenticator_attachment ?? attachmentFor(hints);
  const known = settings.prevent_duplicate_devices
    ? services.store.devices.listByUser(user.pk ?? 0).filter(({ deviceClass }) => deviceClass === "webauthn")
    : [];
  return {
    rp: { name: request.brand.branding_title, id: relyingPartyId(request) },
    user: {
      id: passkeyUserId(user),
      name: user.username,
      displayName: user.name || user.username,
    },
    challenge: newChallenge(plan),
    pubKeyCredParams: algorithms.map((alg) => ({ type: "public-key", alg })),
    timeout: ceremonyTimeout,
    excludeCredentials: descriptorsOf(known),
    authenticatorSelection: {
      residentKey,
      requireResidentKey: residentKey === "required",
      userVerification: settings.user_verification,
      ...(attachment && { authenticatorAttachment: attachment }),
    },
    attestation: "direct",
    ...(hints.length > 0 && { hints: [...hints] }),
  };
}

/** Browsers that do not know hints understand this. */
function attachmentFor(hints: readonly string[]): string | undefined {
  if (hints.length === 0) return undefined;
  if (hints.every((hint) => hint === "client-device")) return "platform";
  return hints.includes("client-device") ? undefined : "cross-platform";
}
