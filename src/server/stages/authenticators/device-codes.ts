import { isJsonObject, type JsonObject } from "../../store/json-value.ts";
import type { Device } from "../../store/device-store.ts";
import type { Plan } from "../../engine/plan.ts";
import { rejected, type Rejected } from "../../engine/stage-handler.ts";
import { currentUser } from "../current-user.ts";
import { codeIn } from "./device-fields.ts";
import { emailCodeLifetime, emailCodeStageModel, sendEmailCode } from "./email-code-stage.ts";
import { recoveryHash, withoutRecoveryCode } from "./recovery-codes.ts";
import { isCode, newCode, type SentCode } from "./sent-code.ts";
import { smsLifetime, smsStageModel, smsText } from "./sms-stage.ts";
import { sendSms } from "./sms-sender.ts";
import { isThrottled, recordFailure } from "./throttle.ts";
import { checkTotp, totpDataIn } from "./totp.ts";
import type { ValidateVisit } from "./validate-model.ts";

/** How many codes a device is sent in how many milliseconds. */
const mostCodes = 10;
const codesPeriod = 600_000;

const wrongCode = "Invalid Token. Please ensure the time on your device is accurate and try again.";
/** Under which a plan keeps what it needs to know of codes that it has sent, by device: they are worth nothing in another sign-in. */
const sentKey = "goauthentik.io/stages/authenticator_validate/sent";
const codeClasses: readonly string[] = ["static", "totp", "sms", "email"];

/** @returns the device the code belongs to */
export async function checkCode(
  visit: ValidateVisit,
  devices: readonly Device[],
  typed: string,
): Promise<Device | Rejected> {
  const { settings, request, services } = visit;
  if (!settings.device_classes.some((name) => codeClasses.includes(name))) {
    return rejected("No compatible device class allowed", "code");
  }
  const store = services.store.devices;
  const candidates = devices.filter((device) => codeClasses.includes(device.deviceClass));
  const isOpen = (device: Device): boolean => !isThrottled(device, request.now);
  const code = codeIn(typed);
  const hashes = await recoveryHashes(visit, candidates.filter(isOpen), code);
  // Read anew: while the hash was made, another request may have used the code or tried a wrong one.
  const open = candidates.flatMap(({ pk }) => store.get(pk) ?? []).filter(isOpen);
  for (const device of open) {
    const data = dataAfter(visit, device, { code, hash: hashes.get(device.pk) });
    if (!data) continue;
    store.update(device.pk, data);
    return device;
  }
  for (const device of open) recordFailure(store, device, request.now);
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

/** What a device keeps after a right code, without the failures before it; `undefined` after a wrong one. */
function dataAfter(
  { plan, request, services }: ValidateVisit,
  { pk, deviceClass, data }: Device,
  { code, hash }: { code: string; hash: string | undefined },
): JsonObject | undefined {
  const { now } = request;
  const { throttle: _over, ...kept } = data;
  if (deviceClass === "totp") {
    const checked = checkTotp(totpDataIn(data), code, now);
    return checked && { ...kept, ...checked };
  }
  if (deviceClass === "static") return hash === undefined ? undefined : withoutRecoveryCode(kept, hash);
  const { [pk]: sent, ...others } = sentCodes(plan);
  if (!isCode(services.store.vault, `device/${pk}`, { kept: sent, typed: code, now })) return undefined;
  plan.context[sentKey] = others;
  return kept;
}

function sentCodes({ context }: Plan): JsonObject {
  const kept = context[sentKey];
  return isJsonObject(kept) ? kept : {};
}

/** Sends a code where the device is one that codes are sent to. @returns what went wrong, in words for people */
export async function sendCode(visit: ValidateVisit, device: Device): Promise<string | undefined> {
  if (device.deviceClass !== "sms" && device.deviceClass !== "email") return undefined;
  const { plan, request, services } = visit;
  const { count } = services.store.counters.increment(`device-code/${device.pk}`, request.now, codesPeriod);
  if (count > mostCodes) return "Too many codes have been requested. Please try again later.";
  try {
    const sent = device.deviceClass === "sms" ? await sendText(visit, device) : await sendMail(visit, device);
    plan.context[sentKey] = { ...sentCodes(plan), [device.pk]: sent };
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function sendText({ request, services }: ValidateVisit, { pk, stage, data }: Device): Promise<SentCode> {
  const settings = services.models.get(smsStageModel, stage);
  if (!settings) throw new Error("The stage that set up this device does not exist any more.");
  const { code, sent } = newCode(services.store.vault, `device/${pk}`, { now: request.now, lifetime: smsLifetime });
  const message = { to: String(data.phone), text: smsText(code, request.origin), now: request.now };
  await sendSms(services, settings, message);
  return sent;
}

async function sendMail(visit: ValidateVisit, { pk, stage, data }: Device): Promise<SentCode> {
  const { request, services } = visit;
  const settings = services.models.get(emailCodeStageModel, stage);
  if (!settings) throw new Error("The stage that set up this device does not exist any more.");
  const validity = { now: request.now, lifetime: emailCodeLifetime(settings) };
  const { code, sent } = newCode(services.store.vault, `device/${pk}`, validity);
  const user = currentUser(visit);
  const to = { address: String(data.email), name: user?.name || (user?.username ?? "") };
  await sendEmailCode({ settings, request, services }, to, code);
  return sent;
}
