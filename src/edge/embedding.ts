/** What pages of other origins may ask, and how; everything else stays closed to them. */
const doors: readonly (readonly [path: RegExp, methods: readonly string[]])[] = [
  [/^api\/v3\/flows\/executor\/[-a-zA-Z0-9_]+\/$/, ["GET", "POST"]],
  [/^api\/v3\/core\/(brands\/current|users\/me)\/$/, ["GET"]],
  [/^flows\/-\/cancel\/$/, ["GET"]],
];
/** Request headers that they may send beyond those that every page may (Fetch, "CORS-safelisted request-header"). */
const requestHeaders = ["accept", "accept-language", "content-type", "x-authentik-csrf"];
/** Where pages of other origins, which cannot read the cookie, are told what it says, and every page repeats it. */
export const csrfHeader = "X-authentik-CSRF";
const responseHeaders = `Retry-After, ${csrfHeader}, X-authentik-id`;
/** Seconds that a browser remembers what it may ask. */
const preflightAge = 600;

/** A page of another origin that may run flows, because the settings name it. */
export interface Embedding {
  /** That of the page. */
  readonly origin: string;
  /**
   * The page is on another site: its session has cookies of its own, which the browser keeps for this page's site alone (`Partitioned`), and is
   * none with which somebody is signed in here.
   */
  readonly isApart: boolean;
}

/** What has to be known of a request. */
export interface AskedAcross {
  readonly method: string;
  readonly path: string;
  /** The origin that is asked. */
  readonly ownOrigin: string;
  readonly header: (name: string) => string | undefined;
}

/** What an answer depends on: `isDoor` whether on the origin that asks, at all. */
export interface Admission {
  readonly isDoor: boolean;
  /** Who asks, if the request is theirs to make. */
  readonly embedding?: Embedding;
  /** The whole answer to a question of the browser, by its headers. */
  readonly preflight?: Readonly<Record<string, string>>;
}

/**
 * Says which pages may run flows, with cookies (CORS, Fetch Standard §3.3). An origin counts as a whole or not at all; one that is not named
 * learns nothing, and no answer names an origin that did not ask.
 */
export class EmbeddingRules {
  readonly #named: ReadonlySet<string>;
  readonly #base: string;

  /**
   * @param origins as browsers write them, such as `https://app.example`
   * @param base the path that flows are mounted at, with a slash at both ends
   */
  constructor(origins: readonly string[], base = "/") {
    this.#named = new Set(origins);
    this.#base = base;
  }

  read({ method, path, ownOrigin, header }: AskedAcross): Admission {
    const below = path.startsWith(this.#base) ? path.slice(this.#base.length) : "";
    const methods = doors.find(([door]) => door.test(below))?.[1];
    if (!methods || this.#named.size === 0) return { isDoor: false };
    const origin = header("origin");
    const isAllowed = origin !== undefined && this.#named.has(origin) && isAsking(header) && origin !== ownOrigin;
    if (!isAllowed) return { isDoor: true };
    if (method === "OPTIONS")
      return asksFor(header, methods)
        ? { isDoor: true, preflight: preflightHeaders(origin, methods) }
        : { isDoor: true };
    if (!methods.includes(method)) return { isDoor: true };
    return { isDoor: true, embedding: { origin, isApart: header("sec-fetch-site") !== "same-site" } };
  }
}

/** The headers with which such a page may read the answer. */
export function readableBy({ origin }: Embedding): Readonly<Record<string, string>> {
  return { ...allowed(origin), "Access-Control-Expose-Headers": responseHeaders };
}

/** Whether it is a script that asks, and not a form or a picture. Old browsers do not tell. */
function isAsking(header: AskedAcross["header"]): boolean {
  const mode = header("sec-fetch-mode") ?? "cors";
  return mode === "cors" && header("sec-fetch-site") !== "same-origin";
}

function asksFor(header: AskedAcross["header"], methods: readonly string[]): boolean {
  const headers = (header("access-control-request-headers") ?? "").toLowerCase().split(",");
  return (
    methods.includes(header("access-control-request-method") ?? "") &&
    headers.every((name) => name.trim() === "" || requestHeaders.includes(name.trim()))
  );
}

function preflightHeaders(origin: string, methods: readonly string[]): Readonly<Record<string, string>> {
  return {
    ...allowed(origin),
    "Access-Control-Allow-Methods": methods.join(", "),
    "Access-Control-Allow-Headers": requestHeaders.join(", "),
    "Access-Control-Max-Age": String(preflightAge),
    Vary: "Origin",
  };
}

function allowed(origin: string): Readonly<Record<string, string>> {
  return { "Access-Control-Allow-Origin": origin, "Access-Control-Allow-Credentials": "true" };
}
