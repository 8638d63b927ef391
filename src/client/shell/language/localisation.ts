import { type LocaleModule, str } from "@lit/localize";
import { configureLocalization } from "@lit/localize/init/runtime.js";
import { generateMsgId } from "@lit/localize/internal/id-generation.js";
import { directions, type Locale, type TargetLocale } from "../../../protocol/locales/locales.ts";
import type { Words } from "../../../protocol/locales/words.ts";

/** One file a language, loaded when somebody speaks it. */
const loaders: Readonly<Record<TargetLocale, () => Promise<Words>>> = {
  ar: async () => (await import("../../../protocol/locales/ar/arabic.ts")).arabic,
  de: async () => (await import("../../../protocol/locales/de/german.ts")).german,
};

// The library lets itself be configured once, and this module is loaded once.
const { getLocale, setLocale } = configureLocalization({
  sourceLocale: "en",
  targetLocales: Object.keys(directions).filter((locale) => locale !== "en"),
  loadLocale: async (locale) => ({ templates: templatesOf(await loaders[locale as TargetLocale]()) }),
});

/** The language that `msg()` speaks now. */
export function activeLocale(): Locale {
  return getLocale() as Locale;
}

/** Makes `msg()` speak a language from now on. Rejects when its words cannot be loaded. */
export async function speak(locale: Locale): Promise<void> {
  await setLocale(locale);
}

/** Words as the library wants them: by the id of the English template. */
function templatesOf(words: Words): LocaleModule["templates"] {
  return Object.fromEntries(
    Object.entries(words).map(([sentence, translation]): [id: string, LocaleModule["templates"][string]] => {
      if (!sentence.includes("{0}")) return [generateMsgId(sentence, false), translation];
      return [generateMsgId(template(sentence).strings, false), template(translation)];
    }),
  );
}

/** `{1} of {0}` → the pieces around the values, and in place of the values their numbers. */
function template(text: string): { strTag: true; strings: TemplateStringsArray; values: unknown[] } {
  const pieces = text.split(/\{(\d)\}/);
  const strings = pieces.filter((_, index) => index % 2 === 0);
  const values = pieces.filter((_, index) => index % 2 === 1).map(Number);
  return str(Object.assign(strings, { raw: strings }), ...values);
}
