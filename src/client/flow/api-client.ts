import { apiUrl } from "../../protocol/flow-url.ts";

/** What the client needs of the page around it. */
export interface ApiClientOptions {
  /** Where the server is mounted: an absolute URL, with or without a trailing slash. */
  readonly base: string;
  /** The page is of the same origin: a header that other origins would have to allow (CORS) may be sent. */
  readonly isOwn?: boolean;
  readonly fetch: typeof fetch;
  /** The value of the `authentik_csrf` cookie now, or `""`; the server changes it at login. */
  readonly csrfToken: () => string;
  /** The `Accept-Language` header, or `""` for the browser's own. */
  readonly language: () => string;
}

/** Sends requests to the server's API as this browser's session. Reads no answer: what one means is the caller's business. */
export class ApiClient {
  readonly #options: ApiClientOptions;

  constructor(options: ApiClientOptions) {
    this.#options = options;
  }

  /** The URL of a path below `api/v3/`. */
  url(path: string): string {
    return apiUrl(this.#options.base, path);
  }

  /**
   * Asks, or with a body posts it as JSON.
   *
   * @param path below `api/v3/`, with the query
   */
  send(path: string, signal: AbortSignal, body?: unknown): Promise<Response> {
    const { fetch, csrfToken, language, isOwn } = this.#options;
    const headers: Record<string, string> = { Accept: "application/json", "X-authentik-CSRF": csrfToken() };
    const init: RequestInit = { headers, signal };
    if (body) {
      headers["Content-Type"] = "application/json";
      // Spares the redirects between two steps (RFC 7240), where the server knows of it.
      if (isOwn) headers["Prefer"] = "return=representation";
      init.method = "POST";
      init.body = JSON.stringify(body);
    }
    if (language()) headers["Accept-Language"] = language();
    return fetch(this.url(path), init);
  }
}
