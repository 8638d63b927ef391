import type { JsonObject } from "../../store/json-value.ts";
import type { Device } from "../../store/device-store.ts";
import { rejected, type Rejected } from "../../engine/stage-handler.ts";
import { currentUser } from "../current-user.ts";
import { codeIn } from "./device-fields.ts";
import { emailCodeLifetime, emailCodeStageModel, sendEmailCode } from "./email-code-stage.ts";
import { isCode, keptCode, newCode, withoutCode } from "./sent-code.ts";
import { smsLifetime, smsStageModel, smsText } from "./sms-stage.ts";
import { sendSms } from "./sms-sender.ts";
import { isThrottled, recordFailure } from "./throttle.ts";
import { checkTotp, totpDataIn } from "./totp.ts";
import type { ValidateVisit } from "./validate-model.ts";

/** How many codes a device is sent in how many milliseconds. */
const mostCodes = 10;
const codesPeriod = 600_000;

const wrongCode = "Invalid Token. Please ensure the time on your device is accurate and try again.";
const codeClasses: readonly string[] = ["static", "totp", "sms", "email"];

/** @returns the device the code belongs to */
export function checkCode(visit: ValidateVisit, devices: readonly Device[], typed: string): Device | Rejected {
  const { settings, request, services } = visit;
  if (!settings.device_classes.some((name) => codeClasses.includes(name))) {
    return rejected("No compatible device class allowed", "code");
  }
  const store = services.store.devices;
  const candidates = devices.filter((device) => codeClasses.includes(device.deviceClass));
  const open = candidates.filter((device) => !isThrottled(device, request.now));
  for (const device of open) {
    const data = dataAfter(device, codeIn(typed), request.now);
    if (!data) continue;
    store.update(device.pk, data);
    return device;
  }
  for (const device of open) recordFailure(store, device, request.now);
  return rejected(wrongCode, "code");
}

/** What a device keeps after a right code, without the failures before it; `undefined` after a wrong one. */
function dataAfter({ deviceClass, data }: Device, code: string, now: number): JsonObject | undefined {
  const { throttle: _over, ...kept } = data;
  if (deviceClass === "totp") {
    const checked = checkTotp(totpDataIn(data), code, now);
    return checked && { ...kept, ...checked };
  }
  if (deviceClass === "static") {
    const codes = Array.isArray(data.codes) ? data.codes : [];
    return codes.includes(code) ? { ...kept, codes: codes.filter((other) => other !== code) } : undefined;
  }
  return isCode(keptCode(data.sent, now), code) ? withoutCode(data) : undefined;
}

/** Sends a code where the device is one that codes are sent to. @returns what went wrong, in words for people */
export async function sendCode(visit: ValidateVisit, device: Device): Promise<string | undefined> {
  if (device.deviceClass !== "sms" && device.deviceClass !== "email") return undefined;
  const { request, services } = visit;
  const { count } = services.store.counters.increment(`device-code/${device.pk}`, request.now, codesPeriod);
  if (count > mostCodes) return "Too many codes have been requested. Please try again later.";
  try {
    const sent = device.deviceClass === "sms" ? await sendText(visit, device) : await sendMail(visit, device);
    services.store.devices.update(device.pk, { ...device.data, sent });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function sendText({ request, services }: ValidateVisit, { stage, data }: Device): Promise<JsonObject> {
  const settings = services.models.get(smsStageModel, stage);
  if (!settings) throw new Error("The stage that set up this device does not exist any more.");
  const sent = newCode(request.now, smsLifetime);
  const message = { to: String(data.phone), text: smsText(sent.code, request.origin), now: request.now };
  await sendSms(services, settings, message);
  return sent;
}

async function sendMail(visit: ValidateVisit, { stage, data }: Device): Promise<JsonObject> {
  const { request, services } = visit;
  const settings = services.models.get(emailCodeStageModel, stage);
  if (!settings) throw new Error("The stage that set up this device does not exist any more.");
  const sent = newCode(request.now, emailCodeLifetime(settings));
  const user = currentUser(visit);
  const to = { address: String(data.email), name: user?.name || (user?.username ?? "") };
  await sendEmailCode({ settings, request, services }, to, sent.code);
  return sent;
}
