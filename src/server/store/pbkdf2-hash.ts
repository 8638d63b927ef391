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

/** How the bytes of a hash are made of a password. */
export type DerivePbkdf2 = (password: string, salt: string, iterations: number, bytes: number) => Promise<Buffer>;

export const derivePbkdf2: DerivePbkdf2 = (password, salt, iterations, bytes) =>
  derive(password, salt, iterations, bytes, "sha256");

export async function matchesPbkdf2(
  { iterations, salt, hash }: Parts,
  password: string,
  deriveBytes = derivePbkdf2,
): Promise<boolean> {
  return isSame(await deriveBytes(password, salt, iterations, hash.length), hash);
}

export function matchesPbkdf2Sync({ iterations, salt, hash }: Parts, password: string): boolean {
  return isSame(pbkdf2Sync(password, salt, iterations, hash.length, "sha256"), hash);
}

function isSame(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
