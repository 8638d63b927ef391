import { randomInt, randomUUID, timingSafeEqual } from "node:crypto";
import type { Counted, Limiter } from "../../engine/limiter.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../../store/json-value.ts";
import type { Vault } from "../../store/vault.ts";

/**
 * What is kept of a code of six digits that was sent to somebody. It is kept with the sign-in that asked for it, so that no other can use it
 * (OWASP ASVS 5.0, 6.6.2).
 */
export type SentCode = {
  /** What wrong tries are counted by. */
  id: string;
  /** A keyed hash, because six digits are guessed at once from any other. */
  mac: string;
  /** Milliseconds since 1970. */
  expires: number;
};

/** @param lifetime in milliseconds */
export function newCode(vault: Vault, now: number, lifetime: number): { code: string; sent: SentCode } {
  const code = String(randomInt(1_000_000)).padStart(6, "0");
  const id = randomUUID();
  return { code, sent: { id, mac: macOf(vault, id, code), expires: now + lifetime } };
}

/** The code kept under some key, as long as it can be used: until it expires, or was tried wrong too often. */
export function keptCode(value: JsonValue | undefined, limiter: Limiter, now: number): SentCode | undefined {
  if (!isJsonObject(value) || !(Number(value.expires) > now)) return undefined;
  const kept = { id: String(value.id), mac: String(value.mac), expires: Number(value.expires) };
  return limiter.wait([triesOf(kept)], now) === undefined ? kept : undefined;
}

/** Whether this is the code, in the same time for every wrong one. */
export function isCode(vault: Vault, kept: SentCode | undefined, typed: string): boolean {
  if (kept === undefined) return false;
  const [given, wanted] = [Buffer.from(macOf(vault, kept.id, typed)), Buffer.from(kept.mac)];
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** What a wrong try at a code is counted by. */
export function triesOf({ id }: Pick<SentCode, "id">): Counted {
  return ["code-sent", id];
}

/** As JSON, to be kept. */
export function asJson(sent: SentCode): JsonObject {
  return { ...sent };
}

function macOf(vault: Vault, id: string, code: string): string {
  return vault.mac("sent-code", `${id}:${code}`);
}
