import { createHash } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { csrfHeader, type Embedding, type EmbeddingRules, readableBy } from "../edge/embedding.ts";
import { hostUrl } from "../edge/host-url.ts";
import { CookieJar, nameAndValue } from "./cookies.ts";
import type { Exchange } from "./exchange.ts";

/** What authentik repeats its CSRF token in. */
const csrfCookie = "authentik_csrf";

/** What an answer is made with that a page of another origin may ask for. */
export interface EmbeddedPage {
  /** Who may read it; without, it is only said that it depends on who asks. */
  readonly embedding: Embedding | undefined;
  /** The whole answer to a question of the browser, by its headers. */
  readonly preflight: Readonly<Record<string, string>> | undefined;
  /** The cookies of the request, by the names that authentik knows. */
  readonly cookie: string | undefined;
  readonly path: string;
}

/**
 * Reads whether a page of another origin asks, and makes its request one that authentik takes for that of its own page: who may ask has been
 * decided here, and authentik knows no other pages. Changes the headers, which are what goes upstream.
 *
 * @returns nothing where it makes no difference who asks
 */
export function admitPage(
  rules: EmbeddingRules,
  { request: { method = "", headers }, facts: { path, proto, host } }: Pick<Exchange, "request" | "facts">,
): EmbeddedPage | undefined {
  const ownOrigin = hostUrl(proto, host)?.origin ?? "";
  const header = (name: string): string | undefined => headers[name]?.toString();
  const { isDoor, embedding, preflight } = rules.read({ method, path, ownOrigin, header });
  if (!isDoor) return undefined;
  if (embedding) {
    if (embedding.isApart) keepOwnCookies(headers, suffixOf(embedding));
    headers.origin = `${proto}://${host}`;
    for (const name of Object.keys(headers))
      if (name === "referer" || name.startsWith("sec-fetch-")) Reflect.deleteProperty(headers, name);
  }
  return { embedding, preflight, cookie: headers.cookie, path };
}

/** Makes an answer's headers those that such a page gets. Changes what it is given. */
export function answerPage(headers: IncomingHttpHeaders, { embedding, cookie, path }: EmbeddedPage): void {
  headers.vary = headers.vary === undefined ? "Origin" : `${headers.vary}, Origin`;
  if (!embedding) return;
  for (const name of Object.keys(headers))
    if (name.startsWith("access-control-")) Reflect.deleteProperty(headers, name);
  const jar = new CookieJar(cookie, path);
  jar.take(headers["set-cookie"]);
  for (const [name, value] of Object.entries(readableBy(embedding))) headers[name.toLowerCase()] = value;
  headers[csrfHeader.toLowerCase()] = jar.value(csrfCookie) ?? "";
  const suffix = suffixOf(embedding);
  if (embedding.isApart && headers["set-cookie"])
    headers["set-cookie"] = headers["set-cookie"].flatMap((line) => apartCookie(line, suffix));
}

/** Such a page's cookies are its own: by another name than ours, and than those of other pages of its site, whose cookies a browser sends, too. */
function suffixOf({ origin }: Embedding): string {
  return `_embedded_${createHash("sha256").update(origin).digest("hex").slice(0, 16)}`;
}

/** Leaves the page's own cookies, by the names that upstream knows. */
function keepOwnCookies(headers: IncomingHttpHeaders, suffix: string): void {
  const own = (headers.cookie ?? "").split(";").flatMap((pair) => {
    const { name, value } = nameAndValue(pair);
    return name.endsWith(suffix) && name !== suffix ? [`${name.slice(0, -suffix.length)}=${value}`] : [];
  });
  if (own.length > 0) headers.cookie = own.join("; ");
  else Reflect.deleteProperty(headers, "cookie");
}

/** A cookie that browsers keep for the site of the page alone; of this host and no other. */
function apartCookie(line: string, suffix: string): string[] {
  const [pair = "", ...attributes] = line.split(";");
  const { name, value } = nameAndValue(pair);
  if (name === "") return [];
  const kept = attributes.filter((text) => !/^\s*(samesite|secure|partitioned|domain)\s*(=|$)/i.test(text));
  return [[`${name}${suffix}=${value}`, ...kept, " Secure", " SameSite=None", " Partitioned"].join(";")];
}
