import { parseUrl } from "./parse-url.ts";

/**
 * Where a flow may lead. A `next` is given by whoever made the link, so it must stay on the site; the target of a redirect challenge is
 * the server's own word, so it may leave it, but never run a script.
 */

/**
 * The path that a `next` parameter names, if it is certain to stay on this site, else `undefined`.
 *
 * Accepts only a single `/` that no `/` or `\` follows, without control characters or backslashes, that the WHATWG URL parser
 * resolves to the same origin. Browsers read `/\evil.example` and `/<tab>/evil.example` as `//evil.example`.
 */
export function safeNextPath(next: string): string | undefined {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (!/^\/(?![/\\])[^\\\u0000-\u001f\u007f]*$/.test(next)) return undefined;
  const origin = "https://site.invalid";
  const url = parseUrl(next, origin);
  if (url?.origin !== origin || url.pathname.startsWith("//")) return undefined;
  return url.pathname + url.search + url.hash;
}

/** What to do with the target of a redirect challenge. */
export type RedirectTarget =
  | { kind: "page"; url: URL } // http or https: navigate
  | { kind: "app"; url: URL } // an app's own scheme: hand over, the page stays
  | { kind: "unsafe" }; // would run script, or is no URL at all

const dangerous = new Set([
  "javascript:",
  "data:",
  "vbscript:",
  "blob:",
  "file:",
  "filesystem:",
  "about:",
  "view-source:",
]);

/**
 * Sorts the target of a redirect challenge.
 *
 * @param to relative or absolute URL, or one with an app's own scheme
 * @param base the URL of the page
 */
export function redirectTarget(to: string, base: string): RedirectTarget {
  // An empty address would be this very page, for ever.
  const url = to === "" ? undefined : parseUrl(to, base);
  if (!url) return { kind: "unsafe" };
  if (url.protocol === "https:" || url.protocol === "http:") return { kind: "page", url };
  return dangerous.has(url.protocol) ? { kind: "unsafe" } : { kind: "app", url };
}
