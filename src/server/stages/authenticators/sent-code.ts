import { randomInt, timingSafeEqual } from "node:crypto";
import { isJsonObject, type JsonObject, type JsonValue } from "../../store/json-value.ts";

/** A code of six digits that was sent to somebody. Instants in milliseconds since 1970. */
export type SentCode = { code: string; expires: number };

/** @param lifetime in milliseconds */
export function newCode(now: number, lifetime: number): SentCode {
  return { code: String(randomInt(1_000_000)).padStart(6, "0"), expires: now + lifetime };
}

/** The code kept under some key, as long as it can be used. */
export function keptCode(value: JsonValue | undefined, now: number): SentCode | undefined {
  if (!isJsonObject(value) || Number(value.expires) <= now) return undefined;
  return { code: String(value.code), expires: Number(value.expires) };
}

/** Whether this is the code, in the same time for every wrong one. */
export function isCode(kept: SentCode | undefined, typed: string): boolean {
  const given = Buffer.from(typed);
  const wanted = Buffer.from(kept?.code ?? "");
  return kept !== undefined && given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** A device's data without the code that was used. */
export function withoutCode({ sent: _used, throttle: _over, ...data }: JsonObject): JsonObject {
  return data;
}
