import type { Locale } from "../../protocol/locales/locales.ts";

const milliseconds = {
  microseconds: 0.001,
  milliseconds: 1,
  seconds: 1_000,
  minutes: 60_000,
  hours: 3_600_000,
  days: 86_400_000,
  weeks: 604_800_000,
} as const;

/**
 * The length in milliseconds of a duration such as `hours=3;minutes=1`, or `undefined` when no part of it can be read. Unknown units are
 * skipped.
 */
export function parseDuration(text: string): number | undefined {
  let total: number | undefined;
  for (const part of text.split(";")) {
    const [unit = "", amount = ""] = part.split("=").map((side) => side.trim());
    const value = Number(amount);
    if (!Object.hasOwn(milliseconds, unit) || amount === "" || !Number.isFinite(value)) continue;
    total = (total ?? 0) + value * milliseconds[unit as keyof typeof milliseconds];
  }
  return total;
}

/** A length of time, in milliseconds, in its largest even unit and in a language: `30 minutes`. */
export function inWords(length: number, locale: Locale): string {
  const minutes = Math.max(1, Math.round(length / milliseconds.minutes));
  const [count, unit] =
    minutes % 1440 === 0 ? [minutes / 1440, "day"] : minutes % 60 === 0 ? [minutes / 60, "hour"] : [minutes, "minute"];
  return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "long" }).format(count);
}
