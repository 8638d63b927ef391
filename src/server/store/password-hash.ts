import { hashSync, verifySync } from "@node-rs/argon2";

/** Hashes a password with Argon2id (RFC 9106; 19 MiB, two passes) into a PHC string. */
export function hashPassword(password: string): string {
  return hashSync(password);
}

/** Whether `password` belongs to `hash`; for the start of the server, where nobody waits and times tell nothing. */
export function isPassword(hash: string | null, password: string): boolean {
  return hash !== null && verifySync(hash, password);
}
