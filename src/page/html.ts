import { html as makeHtml, raw } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";

/** HTML in which everything that was filled in has been escaped. */
export type Html = HtmlEscapedString;

/** What can be filled in: text is escaped, HTML and lists of it are not, `undefined` and `false` are nothing. */
export type HtmlValue = string | number | Html | false | undefined | readonly HtmlValue[];

/** HTML from a template. Nothing that is filled in is asynchronous, so unlike Hono's own it is there at once. */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return makeHtml(strings, ...values) as Html;
}

const compact = new WeakMap<TemplateStringsArray, TemplateStringsArray>();

/** HTML from a template whose line breaks are those of the code alone: none is left between tags, where it would be a node. */
export function compactHtml(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  let shorter = compact.get(strings);
  if (!shorter) {
    const pieces = strings.map((piece) => piece.replace(/\s*\n\s*(?=<|$)/g, "").replace(/\s*\n\s*/g, " "));
    shorter = Object.assign(pieces, { raw: pieces });
    compact.set(strings, shorter);
  }
  return html(shorter, ...values);
}

/** Text that is to be taken as HTML: what this code writes itself, such as style sheets. */
export function trustedHtml(text: string): Html {
  return raw(text);
}
