import { pbkdf2, pbkdf2Sync, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

interface Parts {
  readonly iterations: number;
  readonly salt: string;
  readonly hash: Buffer;
}

const derive = promisify(pbkdf2);

/** What a hash in Django's writing of PBKDF2 (RFC 8018) consists of, or `undefined` for hashes of other kinds. */
export function pbkdf2Parts(hash: string): Parts | undefined {
  const [kind, iterations, salt, value] = hash.split("$");
  if (kind !== "pbkdf2_sha256" || salt === undefined || value === undefined) return undefined;
  return { iterations: Number(iterations), salt, hash: Buffer.from(value, "base64") };
}

export async function matchesPbkdf2({ iterations, salt, hash }: Parts, password: string): Promise<boolean> {
  return isSame(await derive(password, salt, iterations, hash.length, "sha256"), hash);
}

export function matchesPbkdf2Sync({ iterations, salt, hash }: Parts, password: string): boolean {
  return isSame(pbkdf2Sync(password, salt, iterations, hash.length, "sha256"), hash);
}

function isSame(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
