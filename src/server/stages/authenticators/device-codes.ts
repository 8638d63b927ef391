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
import { isThrottled, recordFailure } from "./throttle.ts";
import { checkTotp, totpDataIn } from "./totp.ts";
import type { ValidateVisit } from "./validate-model.ts";

const wrongCode = sentence("Invalid Token. Please ensure the time on your device is accurate and try again.");
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
  if (!user || candidates.length === 0) return rejected(wrongCode, "code");
  const held = codesHeld(services.limiter, user, request);
  if (held !== undefined) return rejected(held, "code");
  const code = codeIn(typed);
  const open = candidates.filter((device) => !isThrottled(device, request.now));
  const hashes = await recoveryHashes(visit, open, code);
  // Read anew: while the hash was made, another request may have used the code or tried a wrong one.
  const present = open.flatMap(({ pk }) => services.store.devices.get(pk) ?? []);
  for (const device of present) {
    if (isThrottled(device, request.now) || !takes(visit, device, { code, hash: hashes.get(device.pk) })) continue;
    forgiveWrongCodes(services.limiter, user);
    return device;
  }
  countWrong(visit, user, candidates, code);
  return rejected(wrongCode, "code");
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
 * Counts a wrong code where it may have been meant for: one with the look of a code that was sent during this sign-in for that code, any
 * other for the devices that have such codes. So a slip with one does not lock the others. What that lets through is bounded by the account's
 * own budget, which counts all of them.
 */
function countWrong(visit: ValidateVisit, user: PendingUser, candidates: readonly Device[], code: string): void {
  const { request, services } = visit;
  const sent = /^\d{6}$/.test(code) ? candidates.flatMap((device) => sentTo(visit, device) ?? []) : [];
  countWrongCode(services.limiter, user, request, sent.map(triesOf));
  if (sent.length > 0) return;
  for (const device of candidates) {
    if (isMeant(device, code) && !isThrottled(device, request.now)) {
      recordFailure(services.store.devices, device, request.now);
    }
  }
}

/** Whether a code looks like one of the device's own. */
function isMeant({ deviceClass, data }: Device, code: string): boolean {
  if (deviceClass === "totp") return /^\d+$/.test(code) && code.length === totpDataIn(data).digits;
  return deviceClass === "static" && !/^\d{6}(\d\d)?$/.test(code);
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

async function sendText({ request, services }: ValidateVisit, { stage, data }: Device): Promise<SentCode> {
  const settings = services.models.get(smsStageModel, stage);
  if (!settings) throw new Error("The stage that set up this device does not exist any more.");
  const { code, sent } = newCode(services.store.vault, request.now, smsLifetime);
  const message = { to: String(data.phone), text: smsText(code, request.origin), now: request.now };
  await sendSms(services, settings, message);
  return sent;
}

function sendMail(visit: ValidateVisit, { stage, data }: Device): SentCode {
  const { request, services } = visit;
  const settings = services.models.get(emailCodeStageModel, stage);
  if (!settings) throw new Error("The stage that set up this device does not exist any more.");
  const { code, sent } = newCode(services.store.vault, request.now, emailCodeLifetime(settings));
  const user = currentUser(visit);
  const to = { address: String(data.email), name: user?.name || (user?.username ?? "") };
  sendEmailCode({ settings, request, services }, to, code);
  return sent;
}

/** The code that the device was sent during this sign-in, as long as it can be used. */
function sentTo({ plan, request, services }: ValidateVisit, { pk }: Device): SentCode | undefined {
  const kept = plan.context[sentKey];
  return keptCode(isJsonObject(kept) ? kept[String(pk)] : undefined, services.limiter, request.now);
}

function keepSent({ plan }: ValidateVisit, pk: number, sent: SentCode | undefined): void {
  const kept = plan.context[sentKey];
  const others = Object.entries(isJsonObject(kept) ? kept : {}).filter(([name]) => name !== String(pk));
  plan.context[sentKey] = Object.fromEntries(sent ? [...others, [String(pk), asJson(sent)]] : others);
}
