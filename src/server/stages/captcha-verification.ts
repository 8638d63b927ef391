import { sentence } from "../../protocol/locales/words.ts";
import { isJsonObject, type JsonObject } from "../store/json-value.ts";
import type { CaptchaStage } from "./captcha-model.ts";

/** What the vendor says to a token: that it is good, or why not, in the words of the protocol. */
export type CaptchaVerdict =
  | { readonly ok: true; readonly response: JsonObject }
  | { readonly ok: false; readonly message: string };

export interface CaptchaAnswer {
  readonly token: string;
  readonly secret: string;
  /** The address of whoever solved it. */
  readonly clientIp: string;
}

/** Asks another server, as `fetch` does. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** Milliseconds within which a vendor has to answer. */
const vendorTimeout = 10_000;

/** What another token may put right. */
const passing: ReadonlySet<unknown> = new Set([
  "missing-input-response",
  "invalid-input-response",
  "timeout-or-duplicate",
  "expired-input-response",
  "already-seen-response",
]);

/**
 * Has a token verified by the stage's vendor: the form POST that reCAPTCHA, hCaptcha and Turnstile have in common.
 *
 * @param timeout milliseconds
 */
export async function verifyCaptcha(
  stage: CaptchaStage,
  answer: CaptchaAnswer,
  fetch: Fetch,
  timeout = vendorTimeout,
): Promise<CaptchaVerdict> {
  let response: JsonObject;
  try {
    response = await ask(stage.api_url, answer, fetch, timeout);
  } catch {
    return { ok: false, message: sentence("Failed to validate token") };
  }
  const message = stage.error_on_invalid_score ? objection(stage, response) : undefined;
  return message === undefined ? { ok: true, response } : { ok: false, message };
}

async function ask(
  url: string,
  { token, secret, clientIp }: CaptchaAnswer,
  fetch: Fetch,
  timeout: number,
): Promise<JsonObject> {
  const body = new URLSearchParams({ secret, response: token, remoteip: clientIp });
  const response = await fetch(url, { method: "POST", body, signal: AbortSignal.timeout(timeout) });
  if (!response.ok) throw new Error(`The captcha's vendor answers with status ${response.status}.`);
  const content: unknown = await response.json();
  if (!isJsonObject(content) || ("score" in content && Number.isNaN(scoreOf(content))))
    throw new TypeError("The captcha's vendor answers with something else.");
  return content;
}

/** What is wrong with the token, if anything. A bound of -1 is none. */
function objection(
  { score_min_threshold: min, score_max_threshold: max }: CaptchaStage,
  response: JsonObject,
): string | undefined {
  if (response["success"] !== true) {
    const codes = response["error-codes"] ?? ["unknown-error"];
    const isPassing = Array.isArray(codes) && codes.every((code) => passing.has(code));
    return isPassing
      ? sentence("Invalid captcha response. Retrying may solve this issue.")
      : sentence("Invalid captcha response");
  }
  if (!("score" in response)) return undefined;
  const score = scoreOf(response);
  const isOutside = (max > -1 && score > max) || (min > -1 && score < min);
  return isOutside ? sentence("Invalid captcha response") : undefined;
}

function scoreOf({ score }: JsonObject): number {
  return typeof score === "number" ? score : Number.parseFloat(String(score));
}
