import { parseUrl } from "./parse-url.ts";

/** Where links that a server names may lead: to pages, and to somebody who helps. Nothing in it runs a script. */
const schemes = /^(https?|mailto|tel):$/;

/** The address of a link, relative ones as they are, or `undefined` when following it would do anything else than go there. */
export function safeLink(href: string | null | undefined): string | undefined {
  return href != null && schemes.test(parseUrl(href, "https://site.invalid")?.protocol ?? "") ? href : undefined;
}
