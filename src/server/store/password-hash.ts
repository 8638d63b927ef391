import { hash, hashRaw, hashRawSync, hashSync, verify, verifySync } from "@node-rs/argon2";

/** Hashes a password with Argon2id (RFC 9106; 19 MiB, two passes) into a PHC string. */
export function hashPassword(password: string): string {
  return hashSync(password);
}

/** Whether `password` belongs to `hash`; for the start of the server, where nobody waits and times tell nothing. */
export function isPassword(hash: string | null, password: string): boolean {
  return hash !== null && verifySync(hash, password);
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

/**
 * Checks passwords. Who has no password (or does not exist) is checked against a decoy, so that the time taken tells nothing.
 */
export class PasswordVerifier {
  #decoy: string | undefined;

  /** What {@link hashPassword} does, without holding up the server meanwhile. */
  hash(password: string): Promise<string> {
    return hash(password);
  }

  /** What {@link hashCode} does, without holding up the server meanwhile. */
  async hashCode(code: string, salt: string): Promise<string> {
    return (await hashRaw(code, { salt: Buffer.from(salt, "base64url") })).toString("base64url");
  }

  /** Whether `password` belongs to `hash`; always false, after the same time, without a hash. */
  async verify(hash: string | null, password: string): Promise<boolean> {
    this.#decoy ??= hashPassword("decoy");
    const matches = await verify(hash ?? this.#decoy, password);
    return hash !== null && matches;
  }
}
