import type { ChallengeOf } from "../../../protocol/challenges.ts";

export type ValidateChallenge = ChallengeOf<"ak-stage-authenticator-validate">;
export type Device = ValidateChallenge["device_challenges"][number];

/** What a person has decided on: a device, the list of all, or nothing yet. */
export type Choice = Device | "list" | undefined;

/**
 * The device to ask for; `undefined` shows the list. Without a decision, or when the decided one has vanished: the only one, else the one
 * that was used last. Recovery codes are few, so they are never suggested.
 */
export function deviceToShow({ device_challenges: devices }: ValidateChallenge, choice: Choice): Device | undefined {
  if (choice === "list" && devices.length > 1) return undefined;
  const kept = typeof choice === "object" && devices.find((device) => isSame(device, choice));
  if (kept) return kept;
  const [only] = devices;
  if (devices.length === 1) return only;
  return lastUsedFirst(devices).find((device) => device.device_class !== "static" && usedAt(device) > 0);
}

/** For the list: what somebody used last is what they look for; recovery codes are for when nothing else works. */
export function lastUsedFirst(devices: readonly Device[]): Device[] {
  return [...devices].sort((a, b) => usedAt(b) - usedAt(a) || isRecovery(a) - isRecovery(b));
}

/** Whether the server has to send a code first, when this device is chosen. */
export function needsMessage({ device_class: kind }: Device): boolean {
  return kind === "sms" || kind === "email";
}

function isRecovery({ device_class: kind }: Device): number {
  return Number(kind === "static");
}

function isSame(a: Device, b: Device): boolean {
  return a.device_class === b.device_class && a.device_uid === b.device_uid;
}

function usedAt({ last_used: time }: Device): number {
  return (time && Date.parse(time)) || 0;
}
