import { sentence } from "../../../protocol/locales/words.ts";
import { choice, flag, nullable, optional, text, withDefault } from "../../engine/fields.ts";
import type { Services } from "../../engine/services.ts";

/** How a stage's text messages are sent, in authentik's names. */
export const smsFields = {
  provider: choice("twilio", "generic"),
  from_number: text(),
  /** Twilio's account; for the generic provider the URL that takes messages, or `outbox`. */
  account_sid: text(),
  auth: withDefault(text({ blank: true }), ""),
  auth_password: withDefault(text({ blank: true }), ""),
  auth_type: withDefault(choice("basic", "bearer"), "basic"),
  verify_only: withDefault(flag(), false),
  mapping: optional(nullable(text())),
};

export interface SmsSettings {
  readonly provider: "twilio" | "generic";
  readonly from_number: string;
  readonly account_sid: string;
  readonly auth: string;
  readonly auth_password: string;
  readonly auth_type: "basic" | "bearer";
}

/** A text message could not be handed over; the message is for people. */
export class SmsError extends Error {
  override readonly name = "SmsError";
}

/** Milliseconds a provider may take. */
const limit = 10_000;
const toOutbox = "outbox";

/** @throws SmsError when the provider does not take it */
export async function sendSms(
  services: Services,
  settings: SmsSettings,
  message: { to: string; text: string; now: number },
): Promise<void> {
  if (settings.provider === "generic" && settings.account_sid === toOutbox) {
    const { to, text: body, now } = message;
    services.store.outbox.add({ kind: "sms", recipient: to, subject: "Text message", body, sent: now });
    return;
  }
  const { url, init } = requestFor(settings, message);
  let response: Response;
  try {
    response = await services.fetch(url, { method: "POST", signal: AbortSignal.timeout(limit), ...init });
  } catch (cause) {
    throw new SmsError(sentence("The text message could not be sent."), { cause });
  }
  if (!response.ok) throw new SmsError(sentence("The text message could not be sent."), { cause: response.status });
}

function requestFor(
  settings: SmsSettings,
  { to, text: body }: { to: string; text: string },
): { url: string; init: RequestInit } {
  const { provider, from_number: from, account_sid: account, auth, auth_password: password } = settings;
  if (provider === "twilio") {
    const url = `https://api.twilio.com/2010-04-01/Accounts/${encodeURIComponent(account)}/Messages.json`;
    const form = new URLSearchParams({ From: from, To: to, Body: body });
    return { url, init: { headers: { Authorization: basic(account, auth) }, body: form } };
  }
  const authorization = settings.auth_type === "bearer" ? `Bearer ${auth}` : basic(auth, password);
  const headers = { Authorization: authorization, "Content-Type": "application/json" };
  return { url: account, init: { headers, body: JSON.stringify({ From: from, To: to, Body: body, Message: body }) } };
}

/** RFC 7617. */
function basic(name: string, password: string): string {
  return `Basic ${Buffer.from(`${name}:${password}`).toString("base64")}`;
}
