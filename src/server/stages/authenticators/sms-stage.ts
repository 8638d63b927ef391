import { sentence } from "../../../protocol/locales/words.ts";
import { createHash } from "node:crypto";
import type { FlowRequest } from "../../engine/flow-request.ts";
import { serverText } from "../../engine/localised-text.ts";
import { defineModel, type InstanceOf } from "../../engine/model.ts";
import { localeFor } from "../../engine/own-locale.ts";
import type { PendingUser } from "../../engine/plan-context.ts";
import type { StageHandler, StageVisit } from "../../engine/stage-handler.ts";
import { currentUser } from "../current-user.ts";
import { promptData } from "../prompt/resolve-prompt.ts";
import { afterRecentSignIn } from "../recent-sign-in.ts";
import { answerCodeSetup, type CodeSetup, showCodeSetup } from "./code-setup.ts";
import { setupFields } from "./device-fields.ts";
import { phoneNumber, unusableNumber } from "./phone-number.ts";
import { sendSms, smsFields } from "./sms-sender.ts";

export const smsStageModel = defineModel({
  name: "authentik_stages_authenticator_sms.authenticatorsmsstage",
  family: "stage",
  unique: ["name"],
  secrets: ["auth", "auth_password"],
  fields: { ...setupFields, ...smsFields },
});

type Visit = StageVisit<InstanceOf<typeof smsStageModel>>;

/** Milliseconds a code in a text message can be used. */
export const smsLifetime = 300_000;

/** What the message says, in the language of who gets it. The last line lets browsers fill in the code (Origin-bound one-time codes). */
export function smsText(
  code: string,
  { origin, brand, locale }: Pick<FlowRequest, "origin" | "brand" | "locale">,
  user: Pick<PendingUser, "attributes"> | null,
): string {
  const text = serverText(localeFor(user, locale));
  const says = text("{0} is your code for {1}.", code, brand.branding_title);
  return `${says}\n\n@${new URL(origin).hostname} #${code}`;
}

const setup: CodeSetup<Visit, "ak-stage-authenticator-sms"> = {
  deviceClass: "sms",
  name: "SMS Device",
  field: "phone_number",
  done: sentence("Codes by text message are set up."),
  missing: "phone_number required",
  otherRefused: sentence("Codes go to the number that you gave before."),
  lifetime: () => smsLifetime,
  async given(visit) {
    const { phone } = promptData(visit);
    // One that cannot be read is asked for.
    const read = typeof phone === "string" ? await phoneNumber(phone) : undefined;
    return read && "address" in read ? read.address : undefined;
  },
  read: phoneNumber,
  check({ services }, phone) {
    const { devices } = services.store;
    return (devices.findByKey(plainKey(phone)) ?? devices.findByKey(hashedKey(phone))) ? unusableNumber : undefined;
  },
  normal: (phone) => phone,
  async send(visit, phone, code) {
    const { settings, request, services } = visit;
    const message = { to: phone, text: smsText(code, request, currentUser(visit)), now: request.now };
    await sendSms(services, settings, message);
  },
  challenge: (address) => ({
    kind: "challenge",
    challenge: { component: "ak-stage-authenticator-sms", phone_number_required: address === undefined },
  }),
  device({ settings }, phone) {
    // Where numbers are only to be verified, nobody can read them back.
    if (settings.verify_only) return { data: { phone: hashed(phone), isHashed: true }, uniqueKey: hashedKey(phone) };
    return { data: { phone }, uniqueKey: plainKey(phone) };
  },
};

/** Sets up codes by text message. */
export const smsSetupStage: StageHandler<typeof smsStageModel, "ak-stage-authenticator-sms"> = afterRecentSignIn({
  model: smsStageModel,
  show: (visit) => showCodeSetup(setup, visit),
  answer: (visit, body) => answerCodeSetup(setup, visit, body),
});

function hashed(phone: string): string {
  return `hash:${createHash("sha256").update(phone).digest("hex")}`;
}

function plainKey(phone: string): string {
  return `sms:${phone}`;
}

function hashedKey(phone: string): string {
  return `sms:${hashed(phone)}`;
}
