import type { Replay } from "./create-replay.ts";

/** How often a browser follows a redirect for one request. */
const redirectLimit = 20;

/** What a browser does around `fetch`: keeps cookies, follows redirects, says where a request comes from. */
export class Browser {
  readonly cookies: Map<string, string>;
  readonly #replay: Replay;
  readonly #origin: string;

  /** @param origin where the page is that asks */
  constructor(replay: Replay, origin = "http://auth.example.test") {
    this.#replay = replay;
    this.#origin = origin;
    this.cookies = new Map(replay.cookies);
  }

  readonly fetch: typeof fetch = async (input, init) => {
    let response = await this.request(String(input), init);
    for (let count = 0; count < redirectLimit; count++) {
      const location = response.headers.get("location");
      if (location === null) return response;
      const headers = new Headers(init?.headers);
      headers.delete("content-type");
      response = await this.request(location, { headers, signal: init?.signal ?? null });
    }
    throw new TypeError("too many redirects");
  };

  /** One request, without what follows from its answer but for the cookies. */
  async request(address: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set("cookie", [...this.cookies].map((pair) => pair.join("=")).join("; "));
    if (!headers.has("origin") && !["GET", "HEAD"].includes(init.method ?? "GET")) headers.set("origin", this.#origin);
    // Browsers leave it out of some requests; an empty one stands for that.
    if (headers.get("origin") === "") headers.delete("origin");
    const response = await this.#replay.fetch(new Request(new URL(address, this.#origin), { ...init, headers }));
    for (const line of response.headers.getSetCookie()) {
      const [pair = "", ...attributes] = line.split("; ");
      const [name = "", value = ""] = pair.split("=");
      if (attributes.includes("Max-Age=0")) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return response;
  }
}
