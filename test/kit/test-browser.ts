import { FlowSession } from "../../src/package/session.ts";

/** The most redirects in a row. */
const mostRedirects = 20;

/** What a browser is to a server: somebody with cookies of their own. */
export class TestBrowser {
  /** The cookies, by name. */
  readonly cookies = new Map<string, string>();
  readonly #answer: (request: Request) => Promise<Response>;
  readonly #origin: string;

  /** @param answer the server */
  constructor(origin: string, answer: (request: Request) => Promise<Response>) {
    this.#origin = origin;
    this.#answer = answer;
  }

  /** As a browser's, without a network: keeps cookies, follows redirects on the site. */
  readonly fetch: typeof fetch = async (input, init = {}) => {
    const first = new Request(input instanceof Request ? input : new URL(input, this.#origin), init);
    let response = await this.#send(first);
    for (let count = 0; count < mostRedirects && init.redirect !== "manual"; count++) {
      const target = response.status >= 300 && response.status < 400 ? response.headers.get("location") : null;
      if (target === null) break;
      const url = new URL(target, response.url || this.#origin);
      if (url.origin !== this.#origin) break;
      response = await this.#send(new Request(url, { headers: { Accept: "application/json" } }));
    }
    return response;
  };

  /** A flow of this browser, without anything to see. */
  flow(slug: string, query = ""): FlowSession {
    const csrfToken = (): string => this.cookies.get("authentik_csrf") ?? "";
    return new FlowSession({ slug, query, apiBase: this.#origin, fetch: this.fetch, csrfToken });
  }

  async #send(request: Request): Promise<Response> {
    const headers = new Headers(request.headers);
    if (this.cookies.size > 0) headers.set("cookie", [...this.cookies].map((pair) => pair.join("=")).join("; "));
    const response = await this.#answer(new Request(request, { headers, redirect: "manual" }));
    for (const line of response.headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      const equals = pair.indexOf("=");
      const value = pair.slice(equals + 1);
      if (value === "") this.cookies.delete(pair.slice(0, equals));
      else this.cookies.set(pair.slice(0, equals), value);
    }
    return response;
  }
}
