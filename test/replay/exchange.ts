import { encodeQueryValue } from "../../src/protocol/flow-url.ts";
import { isExecutor } from "./recording.ts";
import type { Cookies, Sessions } from "./sessions.ts";

/** What an answer has besides its body. */
export interface Heading {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** The cookies to set, as recordings name them. */
  readonly sets?: readonly string[];
  readonly language?: string;
}

/** One request to authentik, and the answers in its way: the same headers on all of them, cookies, addresses as Django spells them. */
export class Exchange {
  readonly url: URL;
  readonly method: string;
  readonly cookies: Cookies;
  /** The origin that the browser knows, as a proxy in front says it. */
  readonly origin: string;
  readonly #request: Request;
  readonly #sessions: Sessions;

  constructor(request: Request, sessions: Sessions) {
    this.#request = request;
    this.#sessions = sessions;
    this.url = new URL(request.url);
    this.method = request.method;
    this.cookies = cookiesOf(request);
    const scheme = request.headers.get("x-forwarded-proto") ?? this.url.protocol.replace(":", "");
    const host = request.headers.get("x-forwarded-host") ?? request.headers.get("host") ?? this.url.host;
    this.origin = `${scheme}://${host}`;
  }

  /** Path and query, letter by letter. */
  get address(): string {
    return this.#request.url.slice(this.url.origin.length);
  }

  get hasSession(): boolean {
    return this.#sessions.of(this.cookies) !== undefined;
  }

  get isSignedIn(): boolean {
    return this.#sessions.of(this.cookies)?.csrf !== undefined;
  }

  /** Whether it is from a page of our own, which is asked only of those who are signed in. */
  get isTrusted(): boolean {
    const csrf = this.#sessions.of(this.cookies)?.csrf;
    if (csrf === undefined || ["GET", "HEAD", "OPTIONS"].includes(this.method)) return true;
    const { headers } = this.#request;
    const [origin, referer] = [headers.get("origin"), headers.get("referer")];
    const isOwn = origin === null ? referer?.startsWith(`${this.origin}/`) : origin === this.origin;
    const isSecure = this.origin.startsWith("https:");
    if (origin !== null || isSecure ? !isOwn : false) return false;
    return headers.get("x-authentik-csrf") === csrf && this.cookies.get("authentik_csrf") === csrf;
  }

  /** Whether the browser would rather have the language. */
  speaks(language: string): boolean {
    return this.header("accept-language").startsWith(language.slice(0, 2));
  }

  header(name: string): string {
    return this.#request.headers.get(name) ?? "";
  }

  json(value: unknown, heading: Heading = {}): Response {
    const body = JSON.stringify(value).replaceAll("{origin}", this.origin);
    return this.respond(body, { ...heading, headers: { "content-type": "application/json", ...heading.headers } });
  }

  /** `.` leads to the address that was asked for. Where Django spells that otherwise, a challenge leads there in place of a redirect. */
  redirect(to: string, heading: Heading = {}): Response {
    const location = to === "." ? spelt(this.url) : to.replaceAll("{origin}", this.origin);
    if (to === "." && location !== this.address)
      return this.json({ component: "xak-flow-redirect", to: location }, heading);
    return this.respond("", { ...heading, status: 302, headers: { location } });
  }

  respond(body: string, { status = 200, headers, sets = [], language = "en" }: Heading = {}): Response {
    const { pathname } = this.url;
    const all = new Headers({
      "content-type": "text/html; charset=utf-8",
      vary: "Accept-Language, Cookie",
      "content-language": language.slice(0, 2),
      "x-frame-options": isExecutor(pathname) ? "SAMEORIGIN" : "DENY",
      "x-content-type-options": "nosniff",
      "referrer-policy": "same-origin",
      ...headers,
    });
    if (pathname.startsWith("/api/"))
      all.set("allow", isExecutor(pathname) ? "GET, POST, HEAD, OPTIONS" : "GET, HEAD, OPTIONS");
    for (const line of this.#sessions.set(sets, this.cookies, this.origin.startsWith("https:")))
      all.append("set-cookie", line);
    return new Response(body, { status, headers: all });
  }
}

function cookiesOf(request: Request): Map<string, string> {
  const pairs = (request.headers.get("cookie") ?? "").split("; ").map((pair): [string, string] => {
    const [name = "", ...value] = pair.split("=");
    return [name, value.join("=")];
  });
  return new Map(pairs);
}

function spelt({ pathname, searchParams }: URL): string {
  const encode = (text: string): string => encodeQueryValue(text).replaceAll("%20", "+");
  const query = [...searchParams].map(([name, value]) => `${encode(name)}=${encode(value)}`).join("&");
  return query ? `${pathname}?${query}` : pathname;
}
