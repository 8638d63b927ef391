import { hashRawSync, hashSync, verifySync } from "@node-rs/argon2";
import { matchesPbkdf2Sync, pbkdf2Parts } from "./pbkdf2-hash.ts";

/** Hashes a password with Argon2id (RFC 9106; 19 MiB, two passes) into a PHC string. */
export function hashPassword(password: string): string {
  return hashSync(password);
}

/** Whether `password` belongs to `hash`; for the start of the server, where nobody waits and times tell nothing. */
export function isPassword(hash: string | null, password: string): boolean {
  if (hash === null) return false;
  const parts = pbkdf2Parts(hash);
  return parts ? matchesPbkdf2Sync(parts, password) : verifySync(hash, password);
}

/**
 * Argon2id of a code that was made up here, in base64url. The codes of one device share a random salt, so that looking for one among them
 * costs one hash.
 *
 * @param salt at least 8 bytes in base64url
 */
export function hashCode(code: string, salt: string): string {
  return hashRawSync(code, { salt: Buffer.from(salt, "base64url") }).toString("base64url");
}
