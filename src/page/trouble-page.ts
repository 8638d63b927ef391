import type { Locale } from "../protocol/locales/locales.ts";
import { html, type Html } from "./html.ts";
import { plainPage } from "./plain-page.ts";
import { translator, type Translator } from "./translator.ts";

/** What is in the way between a gateway and the server behind it. */
export type TroubleShown = "unreachable" | "timeout" | "busy" | "unreadable";

/** What the page says, and when it tries again. */
export interface TroublePage {
  readonly kind: TroubleShown;
  readonly locale: Locale;
  readonly nonce: string;
  /** Where to try again: the page that was asked for. */
  readonly address: string;
  /** Seconds until it does so by itself. */
  readonly seconds: number;
}

/** Stands in for a page whose server does not answer; it tries again by itself, without a script, until there is one. */
export function troublePage({ kind, locale, nonce, address, seconds }: TroublePage): Html {
  const text = translator(locale);
  const title = text("One moment");
  const content = html`<div class="account"><div role="status"><h1>${title}</h1>${sentences(kind, text).map((sentence) => html`<p class="muted">${sentence}</p>`)}</div><a class="button" href="${address}">${text("Try again")}</a></div>`;
  return plainPage(title, content, nonce, { locale, refresh: seconds, icon: "data:," });
}

function sentences(kind: TroubleShown, text: Translator): string[] {
  const trying = text("The server cannot be reached. This page keeps trying.");
  switch (kind) {
    case "timeout":
      return [text("The server did not answer in time."), trying];
    case "busy":
      return [text("The server has a problem."), trying];
    case "unreadable":
      return [text("The answer made no sense; something in the network may be in the way."), trying];
    default:
      return [trying];
  }
}
