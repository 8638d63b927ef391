/** The languages of the interface (BCP 47), and which way each is written. The first is that of the sources. */
export const directions = { en: "ltr", ar: "rtl", de: "ltr" } as const;

export type Locale = keyof typeof directions;
/** A language that the sources have to be translated to. */
export type TargetLocale = Exclude<Locale, "en">;

/** Where authentik, too, keeps the language that somebody has chosen. */
export const languageCookie = "authentik_language";

/**
 * The first language asked for that there is, else English. Regions do not matter: `de-AT` gets German.
 *
 * @param wanted language tags, the most wanted first; what is missing or empty is passed over
 */
export function negotiateLocale(wanted: readonly (string | null | undefined)[]): Locale {
  for (const tag of wanted) {
    const language = tag?.toLowerCase().split(/[-_]/)[0];
    if (language && Object.hasOwn(directions, language)) return language as Locale;
  }
  return "en";
}

/** The language tags of an `Accept-Language` header (RFC 9110 §12.5.4), the most wanted first. */
export function acceptedLanguages(header: string): string[] {
  return header
    .split(",")
    .map((range) => {
      const [tag = "", ...parameters] = range.trim().split(";");
      const quality = parameters.map((parameter) => /^\s*q=([\d.]+)\s*$/.exec(parameter)?.[1]).find(Boolean);
      return { tag, quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ tag, quality }) => tag !== "" && quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map(({ tag }) => tag);
}
