import { createHash } from "node:crypto";

/**
 * Under what the database knows a key that opens something: SHA-256 in hex. Keys are at least 192 random bits, so that a fast hash without
 * salt gives nothing away.
 */
export function keyDigest(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}
