import { hash, hashSync, verify, verifySync } from "@node-rs/argon2";

/** Hashes a password with Argon2id (RFC 9106; 19 MiB, two passes) into a PHC string. */
export function hashPassword(password: string): string {
  return hashSync(password);
}

/** Whether `password` belongs to `hash`; for the start of the server, where nobody waits and times tell nothing. */
export function isPassword(hash: string | null, password: string): boolean {
  return hash !== null && verifySync(hash, password);
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

  /** Whether `password` belongs to `hash`; always false, after the same time, without a hash. */
  async verify(hash: string | null, password: string): Promise<boolean> {
    this.#decoy ??= hashPassword("decoy");
    const matches = await verify(hash ?? this.#decoy, password);
    return hash !== null && matches;
  }
}
