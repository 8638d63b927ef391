import type { AnswerOf } from "../../../protocol/challenges.ts";
import type { PromptView } from "./prompt-view.ts";

/** Left empty, these are left out: the server would take "" for a wrong value. */
const leftOutWhenEmpty: ReadonlySet<string> = new Set([
  "number",
  "date",
  "date-time",
  "dropdown",
  "radio-button-group",
  // Nobody can put in what they have to hold.
  "text_read_only",
  "text_area_read_only",
]);
/** Say something, and ask nothing. */
const silent: ReadonlySet<string> = new Set(["separator", "static", "alert_info", "alert_warning", "alert_danger"]);

/**
 * The answer to the prompts.
 *
 * @param data the form
 * @param files the content of chosen files by field key, as data URIs
 */
export function promptAnswer(
  views: readonly PromptView[],
  data: FormData,
  files: ReadonlyMap<string, string>,
): AnswerOf<"ak-stage-prompt"> {
  const answer: AnswerOf<"ak-stage-prompt"> = {};
  for (const { prompt, name, initial } of views) {
    const { field_key: key, type } = prompt;
    if (silent.has(type)) continue;
    const value = data.get(name);
    if (type === "checkbox") answer[key] = value !== null;
    else if (type === "file") {
      if (files.has(key)) answer[key] = files.get(key);
    } else if (typeof value === "string" && !(value === "" && leftOutWhenEmpty.has(type))) {
      answer[key] = type === "date-time" ? isoMoment(value, initial) : value;
    }
  }
  return answer;
}

/** Whether a box is ticked at first: everything arrives as a string, in Python's spelling. */
export function isTicked(initial: string): boolean {
  return !["", "0", "false", "no", "none", "off"].includes(initial.trim().toLowerCase());
}

/** The value of a number field. */
export function numberOf(initial: string): string {
  return initial.trim() !== "" && Number.isFinite(Number(initial)) ? initial.trim() : "";
}

/** An ISO moment as `YYYY-MM-DDTHH:mm` on this device's clock; `""` when it is none. A date without a time zone is taken as it stands. */
export function localMoment(initial: string): string {
  const iso = initial.trim().replace(" ", "T");
  const plain = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?)?$/.exec(iso);
  if (plain?.[1]) return `${plain[1]}T${plain[2] ?? "00:00"}`;
  const moment = new Date(iso);
  if (Number.isNaN(moment.getTime())) return "";
  return new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** What the control holds as an ISO moment. It shows minutes: what nobody has touched keeps its seconds, and the hour that a clock has twice. */
function isoMoment(value: string, initial: string): string {
  const known = initial.trim().replace(" ", "T");
  const isUntouched = value === localMoment(initial);
  if (isUntouched && /T.*(?:Z|[+-]\d\d:\d\d)$/.test(known)) return known;
  const moment = new Date(isUntouched && known.includes("T") ? known : value);
  return Number.isNaN(moment.getTime()) ? value : moment.toISOString();
}
