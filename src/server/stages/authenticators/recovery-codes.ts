import { randomBytes, randomInt, timingSafeEqual } from "node:crypto";
import type { PasswordVerifier } from "../../engine/password-verifier.ts";
import type { JsonObject } from "../../store/json-value.ts";

/** What a device of recovery codes keeps of them: hashes with a salt that they share, so that looking for one costs one hash. */
export type HashedCodes = { salt: string; length: number; hashes: string[] };

/** Letters and digits that are not taken for another, whether they are written large or small: no I, L, O, 0, 1. */
const letters = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";
/** How many letters and digits the protocol's own codes are of. */
const protocolLetters = 62;

/** @param length of a code of the protocol's own letters; these are longer where that takes as many bits */
export function newRecoveryCodes(count: number, length: number): string[] {
  const needed = Math.ceil((length * Math.log2(protocolLetters)) / Math.log2(letters.length));
  const letter = (): string => letters.charAt(randomInt(letters.length));
  return Array.from({ length: count }, () => Array.from({ length: needed }, letter).join(""));
}

export async function hashRecoveryCodes(codes: readonly string[], passwords: PasswordVerifier): Promise<HashedCodes> {
  const salt = randomBytes(16).toString("base64url");
  const hashes: string[] = [];
  for (const code of codes) hashes.push(await passwords.hashCode(normalised(code), salt));
  return { salt, length: Math.max(0, ...codes.map((code) => code.length)), hashes };
}

/** The hash that a code has among those of a device; `undefined` where it is none of them by its length alone. */
export async function recoveryHash(
  data: JsonObject,
  code: string,
  passwords: PasswordVerifier,
): Promise<string | undefined> {
  const kept = hashedCodesIn(data);
  if (kept.hashes.length === 0 || normalised(code).length !== kept.length) return undefined;
  return passwords.hashCode(normalised(code), kept.salt);
}

/** What the device keeps once the code with this hash has been used; `undefined` when it has none such. */
export function withoutRecoveryCode(data: JsonObject, hash: string): JsonObject | undefined {
  const { hashes } = hashedCodesIn(data);
  const left = hashes.filter((other) => !isEqual(other, hash));
  return left.length < hashes.length ? { ...data, hashes: left } : undefined;
}

function hashedCodesIn({ salt, length, hashes }: JsonObject): HashedCodes {
  return { salt: String(salt), length: Number(length), hashes: Array.isArray(hashes) ? hashes.map(String) : [] };
}

function normalised(code: string): string {
  return code.toUpperCase();
}

function isEqual(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
