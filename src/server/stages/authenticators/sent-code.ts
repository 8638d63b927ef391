import { randomInt, timingSafeEqual } from "node:crypto";
import { isJsonObject, type JsonValue } from "../../store/json-value.ts";
import type { Vault } from "../../store/vault.ts";

/** What is kept of a code of six digits that was sent to somebody. Instants in milliseconds since 1970. */
export type SentCode = { mac: string; expires: number };

/** What a code is good for, such as `device/7`: it is worth nothing elsewhere. */
export type About = `device/${number}` | `setup/${string}`;

/**
 * Makes up a code.
 *
 * @param lifetime in milliseconds
 * @returns the code, to be sent, and what is to be kept of it: a keyed hash, because six digits are guessed at once from any other
 */
export function newCode(
  vault: Vault,
  about: About,
  { now, lifetime }: { now: number; lifetime: number },
): { code: string; sent: SentCode } {
  const code = String(randomInt(1_000_000)).padStart(6, "0");
  return { code, sent: { mac: macOf(vault, about, code), expires: now + lifetime } };
}

/** Whether this is the code of which `kept` is kept, as long as it can be used; in the same time for every wrong one. */
export function isCode(
  vault: Vault,
  about: About,
  { kept, typed, now }: { kept: JsonValue | undefined; typed: string; now: number },
): boolean {
  if (!isJsonObject(kept) || !(Number(kept.expires) > now)) return false;
  const [given, wanted] = [Buffer.from(macOf(vault, about, typed)), Buffer.from(String(kept.mac))];
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

function macOf(vault: Vault, about: About, code: string): string {
  return vault.mac("sent-code", `${about}:${code}`);
}
