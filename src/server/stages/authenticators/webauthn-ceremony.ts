import { randomBytes } from "node:crypto";
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from "@simplewebauthn/server";
import type { FlowRequest } from "../../engine/flow-request.ts";
import { forget, type Plan } from "../../engine/plan.ts";
import type { Device } from "../../store/device-store.ts";
import type { JsonObject } from "../../store/json-value.ts";

/** How much the user has to prove to the authenticator, WebAuthn Level 3 §5.8.6. */
export type UserVerification = "required" | "preferred" | "discouraged";

/** What a passkey (or security key) consists of here. */
export type WebAuthnData = {
  credentialId: string;
  /** COSE key, base64url. */
  publicKey: string;
  counter: number;
  transports: string[];
  aaguid: string;
  /** Whether it is kept on more than one device; `null` for one from before that was noted. */
  isSynced: boolean | null;
};

const challengeKey = "goauthentik.io/stages/authenticator_webauthn/challenge";

/** COSE algorithms in the order they are asked for (RFC 9053). */
export const algorithms: readonly number[] = [-7, -8, -36, -37, -38, -39, -257, -258, -259];

/** Milliseconds the browser may take. */
export const ceremonyTimeout = 60_000;

/** What passkeys are bound to: the host without its port, unless it is to be another for all hosts of the server. */
export function relyingPartyId({ origin, relyingParty }: FlowRequest): string {
  return relyingParty ?? new URL(origin).hostname;
}

/** Whose passkeys they are, as authenticators know it; WebAuthn Level 3 §5.4.3. */
export function passkeyUserId({ uid }: { readonly uid: string }): string {
  return Buffer.from(uid).toString("base64url");
}

/** A challenge of 64 random bytes in base64url, for the next answer of this plan only. */
export function newChallenge(plan: Plan): string {
  const challenge = randomBytes(64).toString("base64url");
  plan.context[challengeKey] = challenge;
  return challenge;
}

/** Options to sign in with a passkey; without credentials every passkey of this site will do. */
export function requestOptions(
  plan: Plan,
  request: FlowRequest,
  credentials: readonly Device[],
  { userVerification, hints = [] }: { userVerification: UserVerification; hints?: readonly string[] },
): JsonObject {
  return {
    challenge: newChallenge(plan),
    timeout: ceremonyTimeout,
    rpId: relyingPartyId(request),
    allowCredentials: descriptorsOf(credentials),
    userVerification,
    ...(hints.length > 0 && { hints: [...hints] }),
  };
}

/**
 * Checks a new passkey, WebAuthn Level 3 §7.1.
 *
 * @param mayBeAlone nobody has to have touched anything, because browsers make passkeys without a question after a password (§5.1.3, conditional)
 * @throws {Error} saying what is wrong with it
 */
export async function verifyRegistration(
  plan: Plan,
  request: FlowRequest,
  response: JsonObject,
  { userVerification, mayBeAlone }: { userVerification: UserVerification; mayBeAlone: boolean },
): Promise<WebAuthnData> {
  const { verifyRegistrationResponse } = await import("@simplewebauthn/server");
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    response: response as unknown as RegistrationResponseJSON,
    expectedChallenge: useChallenge(plan),
    expectedOrigin: request.pageOrigin ?? request.origin,
    expectedRPID: relyingPartyId(request),
    requireUserPresence: !mayBeAlone,
    requireUserVerification: userVerification === "required",
    supportedAlgorithmIDs: [...algorithms],
  });
  if (!verified) throw new Error("The credential could not be verified.");
  const { credential, aaguid, credentialDeviceType } = registrationInfo;
  return {
    credentialId: credential.id,
    publicKey: Buffer.from(credential.publicKey).toString("base64url"),
    counter: credential.counter,
    transports: [...(credential.transports ?? [])],
    aaguid,
    isSynced: credentialDeviceType === "multiDevice",
  };
}

/**
 * Checks the answer of a passkey, WebAuthn Level 3 §7.2.
 *
 * @returns what is to be kept of the passkey from now on
 * @throws {Error} saying what is wrong with it
 */
export async function verifyAssertion(
  plan: Plan,
  request: FlowRequest,
  { response, device }: { response: JsonObject; device: Device },
  userVerification: UserVerification,
): Promise<WebAuthnData> {
  const { verifyAuthenticationResponse } = await import("@simplewebauthn/server");
  const data = webAuthnDataIn(device.data);
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response: response as unknown as AuthenticationResponseJSON,
    expectedChallenge: useChallenge(plan),
    expectedOrigin: request.pageOrigin ?? request.origin,
    expectedRPID: relyingPartyId(request),
    requireUserVerification: userVerification === "required",
    credential: {
      id: data.credentialId,
      publicKey: new Uint8Array(Buffer.from(data.publicKey, "base64url")),
      counter: data.counter,
    },
  });
  if (!verified) throw new Error("The assertion could not be verified.");
  const { newCounter: counter, credentialDeviceType } = authenticationInfo;
  return { ...data, counter, isSynced: credentialDeviceType === "multiDevice" };
}

/** Passkeys as the browser has them named, with the ways it can reach them where those are known (WebAuthn Level 3 §5.8.3). */
export function descriptorsOf(devices: readonly Device[]): JsonObject[] {
  return devices.map(({ data }) => {
    const { credentialId, transports } = webAuthnDataIn(data);
    return { id: credentialId, type: "public-key", ...(transports.length > 0 && { transports }) };
  });
}

/** The unique key of the device with this credential. */
export function credentialKey(credentialId: string): string {
  return `webauthn:${credentialId}`;
}

export function webAuthnDataIn({
  credentialId,
  publicKey,
  counter,
  transports,
  aaguid,
  isSynced,
}: JsonObject): WebAuthnData {
  return {
    credentialId: String(credentialId),
    publicKey: String(publicKey),
    counter: Number(counter),
    transports: Array.isArray(transports) ? transports.map(String) : [],
    aaguid: String(aaguid),
    isSynced: typeof isSynced === "boolean" ? isSynced : null,
  };
}

function useChallenge(plan: Plan): string {
  const challenge = plan.context[challengeKey];
  if (typeof challenge !== "string") throw new Error("There is no challenge to answer.");
  forget(plan, challengeKey);
  return challenge;
}
