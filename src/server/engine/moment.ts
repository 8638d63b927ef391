import type { Locale } from "../../protocol/locales/locales.ts";

/** Day and time in a language. Without a script nobody knows the reader's time zone, so it is said which one it is. */
export function moment(instant: number, locale: Locale): string {
  const format = new Intl.DateTimeFormat(locale, {
    ...{ year: "numeric", month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" },
    timeZone: "UTC",
    timeZoneName: "short",
  });
  return format.format(instant);
}
