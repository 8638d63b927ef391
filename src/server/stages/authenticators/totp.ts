import { Secret, TOTP } from "otpauth";
import type { JsonObject } from "../../store/json-value.ts";

/** What a TOTP device (RFC 6238; SHA-1, 30 seconds) consists of. */
export type TotpData = {
  /** Base 32, 20 bytes. */
  secret: string;
  digits: number;
  /** By how many steps the device's clock is ahead of ours. */
  drift: number;
  /** The latest step a code was taken for; none is taken twice. */
  lastStep: number;
};

const step = 30_000;
/** Steps that a code may be early or late. */
const tolerance = 1;

/** A secret for a new device. */
export function newTotpData(digits: number): TotpData {
  return { secret: new Secret({ size: 20 }).base32, digits, drift: 0, lastStep: -1 };
}

/**
 * Checks a code.
 *
 * @param now milliseconds since 1970
 * @returns the device as it is afterwards, or `undefined` when the code is wrong or was used before
 */
export function checkTotp(data: TotpData, code: string, now: number): TotpData | undefined {
  const totp = new TOTP({ secret: Secret.fromBase32(data.secret), digits: data.digits, period: 30 });
  const timestamp = now + data.drift * step;
  const delta = totp.validate({ token: code, timestamp, window: tolerance });
  if (delta === null) return undefined;
  const usedStep = Math.floor(timestamp / step) + delta;
  return usedStep > data.lastStep ? { ...data, drift: data.drift + delta, lastStep: usedStep } : undefined;
}

/** The `otpauth:` address that authenticator apps read. */
export function totpUrl({ secret, digits }: TotpData, brand: string, username: string): string {
  const label = `${encodeURIComponent(brand)}%3A${encodeURIComponent(username)}`;
  const query = `secret=${secret}&algorithm=SHA1&digits=${digits}&period=30&issuer=${encodeURIComponent(brand)}`;
  return `otpauth://totp/${label}?${query}`;
}

/** Reads what {@link newTotpData} made back from JSON. */
export function totpDataIn({ secret, digits, drift, lastStep }: JsonObject): TotpData {
  return { secret: String(secret), digits: Number(digits), drift: Number(drift), lastStep: Number(lastStep) };
}
