import { type LocaleModule, str } from "@lit/localize";
import { configureLocalization } from "@lit/localize/init/runtime.js";
import { interfaceWords } from "../../../protocol/locales/compiled/interface-words.gen.ts";
import type { Locale, TargetLocale } from "../../../protocol/locales/locales.ts";
import type { Words } from "../../../protocol/locales/words.ts";

// The library lets itself be configured once, and this module is loaded once.
const { getLocale, setLocale } = configureLocalization({
  sourceLocale: "en",
  targetLocales: Object.keys(interfaceWords),
  loadLocale: async (locale) => ({ templates: templatesOf((await interfaceWords[locale as TargetLocale]()).words) }),
});

/** The language that `msg()` speaks now. */
export function activeLocale(): Locale {
  return getLocale() as Locale;
}

/** Makes `msg()` speak a language from now on. Rejects when its words cannot be loaded. */
export async function speak(locale: Locale): Promise<void> {
  await setLocale(locale);
}

/** Words by id, as the library wants them. */
function templatesOf(words: Words): LocaleModule["templates"] {
  return Object.fromEntries(
    Object.entries(words).map(([id, text]) => [id, /\{\d\}/.test(text) ? template(text) : text]),
  );
}

/** `{1} of {0}` → the pieces around the values, and in place of the values their numbers. */
function template(text: string): { strTag: true; strings: TemplateStringsArray; values: unknown[] } {
  const pieces = text.split(/\{(\d)\}/);
  const strings = pieces.filter((_, index) => index % 2 === 0);
  const values = pieces.filter((_, index) => index % 2 === 1).map(Number);
  return str(Object.assign(strings, { raw: strings }), ...values);
}
