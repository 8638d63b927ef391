import { directions } from "./compiled/languages.gen.ts";

export { directions };
export type Locale = keyof typeof directions;
/** A language that the sources have to be translated to. */
export type TargetLocale = Exclude<Locale, "en">;

/** Where authentik, too, keeps the language that somebody has chosen. */
export const languageCookie = "authentik_language";

const locales = Object.keys(directions) as Locale[];
/** What a language that there is not is nearest to. */
const nearest: Readonly<Record<string, string>> = { no: "nb", nn: "nb" };

/**
 * The first language asked for that there is, else English. The same script is wanted, the region need not be: `de-AT` gets German, `zh-TW`
 * traditional Chinese (as RFC 4647 §3.4 looks up, with the likely subtags of CLDR).
 *
 * @param wanted language tags, the most wanted first; what is missing, empty or no tag is passed over
 */
export function negotiateLocale(wanted: readonly (string | null | undefined)[]): Locale {
  for (const tag of wanted) {
    if (!tag) continue;
    const found = locales.find((locale) => locale === tag) ?? byWriting.get(written(tag.replaceAll("_", "-")));
    if (found) return found;
  }
  return "en";
}

/** Language and script of a tag, such as `zh-Hant`; empty where it is no tag. */
function written(tag: string): string {
  try {
    const { language } = new Intl.Locale(tag);
    const { script = "" } = new Intl.Locale(tag.replace(/^\w+/, nearest[language] ?? language)).maximize();
    return `${nearest[language] ?? language}-${script}`;
  } catch {
    return ""; // No tag at all: somebody has typed it.
  }
}

const byWriting = new Map(locales.map((locale) => [written(locale), locale]));

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
