import { sentence } from "../../../protocol/locales/words.ts";
import type { PendingUser } from "../../engine/plan-context.ts";
import { isJsonObject, type JsonObject } from "../../store/json-value.ts";
import type { Device } from "../../store/device-store.ts";
import { rejected, type Rejected } from "../../engine/stage-handler.ts";
import { currentUser } from "../current-user.ts";
import { codesHeld, countMessage, countWrongCode, forgiveWrongCodes } from "./code-attempts.ts";
import { codeIn } from "./device-fields.ts";
import { emailCodeLifetime, emailCodeStageModel, sendEmailCode } from "./email-code-stage.ts";
import { recoveryHash, withoutRecoveryCode } from "./recovery-codes.ts";
import { asJson, isCode, keptCode, newCode, type SentCode, triesOf } from "./sent-code.ts";
import { smsLifetime, smsStageModel, smsText } from "./sms-stage.ts";
import { sendSms } from "./sms-sender.ts";
import { recordFailure, throttledFor } from "./throttle.ts";
import { checkTotp, totpDataIn } from "./totp.ts";
import type { ValidateVisit } from "./validate-model.ts";
import { type CodeKind, held, tooSoon, wrongCode } from "./wrong-code.ts";

const codeClasses: readonly string[] = ["static", "totp", "sms", "email"];

/** Codes that were sent during this sign-in, by the device's primary key. */
const sentKey = "goauthentik.io/stages/authenticator_validate/sent";

/** @returns the device the code belongs to */
export async function checkCode(
  visit: ValidateVisit,
  devices: readonly Device[],
  typed: string,
): Promise<Device | Rejected> {
  const { settings, request, services } = visit;
  if (!settings.device_classes.some((name) => codeClasses.includes(name))) {
    return rejected(sentence("No compatible device class allowed"), "code");
  }
  const user = currentUser(visit);
  const candidates = devices.filter((device) => codeClasses.includes(device.deviceClass));
  if (!user || candidates.length === 0) return wrongCode(new Set());
  const wait = codesHeld(services.limiter, user, request);
  if (wait !== undefined) return held(wait);
  const code = codeIn(typed);
  const open = candidates.filter((device) => throttledFor(device, request.now) === 0);
  const hashes = await recoveryHashes(visit, open, code);
  // Read anew: while the hash was made, another request may have used the code or tried a wrong one.
  const present = candidates.flatMap(({ pk }) => services.store.devices.get(pk) ?? []);
  for (const device of present) {
    if (throttledFor(device, request.now) > 0) continue;
    if (!takes(visit, device, { code, hash: hashes.get(device.pk) })) continue;
    forgiveWrongCodes(services.limiter, user);
    return device;
  }
  return refuse(visit, user, present, code);
}

/** The hash that the code has with each device of recovery codes whose codes are like it. */
async function recoveryHashes(
  { services }: ValidateVisit,
  devices: readonly Device[],
  code: string,
): Promise<Map<number, string>> {
  const hashes = new Map<number, string>();
  for (const { pk, deviceClass, data } of devices) {
    const hash = deviceClass === "static" ? await recoveryHash(data, code, services.passwords) : undefined;
    if (hash !== undefined) hashes.set(pk, hash);
  }
  return hashes;
}

/** What was typed, and what it comes to where codes are kept as hashes. */
type Typed = { readonly code: string; readonly hash: string | undefined };

/** Whether it is a right code of the device; it is used up then. */
function takes(visit: ValidateVisit, device: Device, typed: Typed): boolean {
  const { request, services } = visit;
  const { deviceClass, pk } = device;
  if (deviceClass === "sms" || deviceClass === "email") {
    if (!isCode(services.store.vault, sentTo(visit, device), typed.code)) return false;
    keepSent(visit, pk, undefined);
    return true;
  }
  const after = dataAfter(device, typed, request.now);
  if (after) services.store.devices.update(pk, after);
  return after !== undefined;
}

/** What a device keeps after a right code, without the failures before it; `undefined` after a wrong one. */
function dataAfter({ deviceClass, data }: Device, { code, hash }: Typed, now: number): JsonObject | undefined {
  const { throttle: _over, ...kept } = data;
  if (deviceClass === "totp") {
    const checked = checkTotp(totpDataIn(data), code, now);
    return checked && { ...kept, ...checked };
  }
  return hash === undefined ? undefined : withoutRecoveryCode(kept, hash);
}

/**
 * Refuses a code and counts it where it may have been meant for: one with the look of a code that was sent during this sign-in for that code, any
 * other for the devices that have such codes. So a slip with one does not lock the others. What that lets through is bounded by the account's
 * own budget, which counts all that were looked at.
 */
function refuse(visit: ValidateVisit, user: PendingUser, candidates: readonly Device[], code: string): Rejected {
  const { request, services } = visit;
  const sent = isSix(code) ? candidates.flatMap((device) => sentTo(visit, device) ?? []) : [];
  const meant = candidates.filter((device) => isMeant(device, code));
  const open = meant.filter((device) => throttledFor(device, request.now) === 0);
  // Nobody is told that a right code is wrong: one for a device that has to wait was not looked at.
  const waits = meant.filter((device) => !open.includes(device)).map((device) => throttledFor(device, request.now));
  if (waits.length > 0 && open.length === 0 && sent.length === 0) return tooSoon(Math.min(...waits));
  const kinds = kindsOf(visit, candidates, code);
  countWrongCode(services.limiter, user, request, sent.map(triesOf));
  const wait: number[] = [];
  if (sent.length === 0) {
    for (const device of open) wait.push(recordFailure(services.store.devices, device, request.now));
  } else if (sent.every((each) => services.limiter.wait([triesOf(each)], request.now) !== undefined)) {
    kinds.delete("sent");
    kinds.add("over");
  }
  return waits.length > 0 ? tooSoon(Math.min(...waits)) : wrongCode(kinds, wait.length > 0 ? Math.min(...wait) : 0);
}

/** What a code can have been meant to be; by its looks, else by what there is. */
function kindsOf(visit: ValidateVisit, candidates: readonly Device[], code: string): Set<CodeKind> {
  const all = candidates.map((device) => ({ device, kind: kindOf(visit, device) }));
  const alike = all.filter(({ device, kind }) =>
    kind === "sent" || kind === "over" ? isSix(code) && wasSent(visit, device) : isMeant(device, code),
  );
  return new Set((alike.length > 0 ? alike : all).map(({ kind }) => kind));
}

function kindOf(visit: ValidateVisit, device: Device): CodeKind {
  if (device.deviceClass === "totp") return "app";
  if (device.deviceClass === "static") return "list";
  return sentTo(visit, device) ? "sent" : "over";
}

/** Whether a code looks like one of the device's own. */
function isMeant({ deviceClass, data }: Device, code: string): boolean {
  if (deviceClass === "totp") return /^\d+$/.test(code) && code.length === totpDataIn(data).digits;
  return deviceClass === "static" && !/^\d{6}(\d\d)?$/.test(code);
}

/** Whether a code has the look of those that are sent. */
function isSix(code: string): boolean {
  return /^\d{6}$/.test(code);
}

/** Sends a code where the device is one that codes are sent to. @returns what went wrong, in words for people */
export async function sendCode(visit: ValidateVisit, device: Device): Promise<string | undefined> {
  const { deviceClass, data } = device;
  const user = currentUser(visit);
  if (!user || (deviceClass !== "sms" && deviceClass !== "email")) return undefined;
  const { request, services } = visit;
  const to = { kind: deviceClass, to: String(deviceClass === "sms" ? data.phone : data.email) };
  const problem = countMessage(services.limiter, user, request, to);
  if (problem !== undefined) return problem;
  try {
    const sent = deviceClass === "sms" ? await sendText(visit, device) : sendMail(visit, device);
    keepSent(visit, device.pk, sent);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function sendText(visit: ValidateVisit, { stage, data }: Device): Promise<SentCode> {
  const { request, services } = visit;
  const settings = services.models.get(smsStageModel, stage);
  if (!settings) throw new Error("The stage that set up this device does not exist any more.");
  const { code, sent } = newCode(services.store.vault, request.now, smsLifetime);
  const message = { to: String(data.phone), text: smsText(code, request, currentUser(visit)), now: request.now };
  await sendSms(services, settings, message);
  return sent;
}

function sendMail(visit: ValidateVisit, { stage, data }: Device): SentCode {
  const { request, services } = visit;
  const settings = services.models.get(emailCodeStageModel, stage);
  if (!settings) throw new Error("The stage that set up this device does not exist any more.");
  const { code, sent } = newCode(services.store.vault, request.now, emailCodeLifetime(settings));
  sendEmailCode({ settings, request, services }, currentUser(visit), String(data.email), code);
  return sent;
}

/** The code that the device was sent during this sign-in, as long as it can be used. */
function sentTo({ plan, request, services }: ValidateVisit, { pk }: Device): SentCode | undefined {
  const kept = plan.context[sentKey];
  return keptCode(isJsonObject(kept) ? kept[String(pk)] : undefined, services.limiter, request.now);
}

/** Whether the device was sent a code during this sign-in, be it one that can no longer be used. */
function wasSent({ plan }: ValidateVisit, { pk }: Device): boolean {
  const kept = plan.context[sentKey];
  return isJsonObject(kept) && Object.hasOwn(kept, String(pk));
}

function keepSent({ plan }: ValidateVisit, pk: number, sent: SentCode | undefined): void {
  const kept = plan.context[sentKey];
  const others = Object.entries(isJsonObject(kept) ? kept : {}).filter(([name]) => name !== String(pk));
  plan.context[sentKey] = Object.fromEntries(sent ? [...others, [String(pk), asJson(sent)]] : others);
}
