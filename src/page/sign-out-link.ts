import type { Brand } from "../protocol/challenges.ts";
import type { Locale } from "../protocol/locales/locales.ts";
import { translator } from "./translator.ts";

/** Where somebody signs out. */
export const signOutPath = "/flows/-/default/invalidation/";

/** The brand for a page of somebody signed in: below the flow there is the way out too, in their language. */
export function withSignOut(brand: Brand, locale: Locale): Brand {
  const text = translator(locale);
  return { ...brand, ui_footer_links: [...brand.ui_footer_links, { name: text("Sign out"), href: signOutPath }] };
}
