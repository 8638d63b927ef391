import { html, type Html } from "../../page/html.ts";
import { directions, type Locale } from "../../protocol/locales/locales.ts";
import { counted } from "../../protocol/locales/words.ts";
import { serverText } from "../engine/localised-text.ts";

/** Says English sentences in the language of a page. */
export interface PageWords {
  readonly locale: Locale;
  /** With `{0}` … filled in. */
  readonly text: (english: string, ...values: readonly string[]) => string;
  /** A sentence that counts; what else it fills in follows, from `{1}` on. */
  readonly counted: (english: string, count: number, ...values: readonly string[]) => string;
  /** With elements filled in. */
  readonly rich: (english: string, ...values: readonly Html[]) => Html;
  /** Several things, one after the other. */
  readonly list: (things: readonly string[]) => string;
}

/** The words of a page. What is filled in stands apart from writing that runs the other way. */
export function pageWords(locale: Locale): PageWords {
  const say = serverText(locale);
  const apart = directions[locale] === "rtl" ? isolated : (value: string) => value;
  return {
    locale,
    text: (english, ...values) => say(english, ...values.map(apart)),
    counted: (english, count, ...values) => counted(say(english), count, ...values.map(apart)),
    rich: (english, ...values) => {
      const pieces = say(english).split(/\{(\d)\}/);
      return html`${pieces.map((piece, index) => (index % 2 === 0 ? piece : values[Number(piece)]))}`;
    },
    list: (things) => new Intl.ListFormat(locale, { type: "unit", style: "short" }).format(things),
  };
}

/** Within Unicode's FSI and PDI (UAX #9): a name or an address in the middle of a sentence does not turn what is around it. */
function isolated(value: string): string {
  return `\u2068${value}\u2069`;
}
