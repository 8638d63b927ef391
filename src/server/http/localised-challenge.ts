import type { Challenge } from "../../protocol/challenges.ts";
import type { Locale } from "../../protocol/locales/locales.ts";
import type { ServerMessage } from "../../protocol/host-config.ts";
import { localisedText } from "../engine/localised-text.ts";

/** What people read of a challenge and the server writes, by the names of the fields. */
const read = new Set([
  ...["title", "primary_action", "error_message", "header_text", "deny_message", "string"],
  ...["label", "placeholder", "sub_text"],
]);
/** Prompts whose initial value is what they say. */
const saying = /^(static|separator|alert_\w+)$/;

/** The challenge in a language, as far as its sentences are the server's own or those of the flows that come along. */
export function localisedChallenge(challenge: Challenge, locale: Locale): Challenge {
  return locale === "en" ? challenge : (localised(challenge, locale) as Challenge);
}

function localised(value: unknown, locale: Locale): unknown {
  if (Array.isArray(value)) return value.map((item) => localised(item, locale));
  if (typeof value !== "object" || value === null) return value;
  const isStage = "verbose_name" in value;
  const says = "type" in value && typeof value.type === "string" && saying.test(value.type);
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]: [string, unknown]) => {
      const isRead = read.has(key) || (says && key === "initial_value") || (isStage && key === "name");
      return [key, isRead && typeof inner === "string" ? localisedText(inner, locale) : localised(inner, locale)];
    }),
  );
}

/** Messages of the session, as far as their sentences are the server's own. */
export function localisedMessages(messages: readonly ServerMessage[], locale: Locale): ServerMessage[] {
  return messages.map(({ level, message }) => ({ level, message: localisedText(message, locale) }));
}
