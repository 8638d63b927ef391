import type { TestContext } from "node:test";
import type { FlowApp } from "../../../../src/server/http/create-app.ts";
import { demoPassword, TestBrowser, testApp } from "./test-app.ts";

export const page = "https://app.example";
export const executor = "/api/v3/flows/executor/default-authentication-flow/?query=";
/** What a browser says of a request that such a page makes. */
export const apart = { origin: page, "sec-fetch-site": "cross-site", "sec-fetch-mode": "cors" };

export function embeddable(t: TestContext): FlowApp {
  return testApp(t, { embeddingOrigins: [page] });
}

/** Somebody at another site's page: a browser that has its cookies for that page, and no script that can read them. */
export class Guest {
  readonly browser: TestBrowser;
  /** What the page was told of the CSRF token. */
  token = "";
  /** The attributes of each cookie that was ever set. */
  readonly attributes = new Map<string, string>();

  constructor(app: FlowApp, headers: Record<string, string> = apart) {
    this.browser = new TestBrowser(app, "https://id.example");
    this.browser.headers = headers;
  }

  async ask(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
    const given = { "x-authentik-csrf": this.token, ...headers };
    const init: RequestInit =
      body === undefined
        ? { headers: given }
        : { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json", ...given } };
    let response = await this.#once(path, init);
    for (let hops = 0; response.status === 302 && hops < 20; hops++) {
      response = await this.#once(response.headers.get("location") ?? "/", { headers });
    }
    return response;
  }

  async #once(path: string, init: RequestInit): Promise<Response> {
    const response = await this.browser.request(path, init);
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", rest = ""] = /^([^=]+)=[^;]*;?(.*)$/.exec(line) ?? [];
      this.attributes.set(name, rest);
    }
    if (response.status !== 302) this.token = response.headers.get("x-authentik-csrf") ?? "";
    return response;
  }

  async signIn(): Promise<void> {
    await this.ask(executor);
    await this.ask(executor, { uid_field: "user" });
    await this.ask(executor, { password: demoPassword });
  }

  async name(): Promise<number> {
    return (await this.ask("/api/v3/core/users/me/")).status;
  }
}

/** All that an answer says about CORS. */
export function corsOf({ headers }: Response): string[] {
  return [...headers].filter(([name]) => name.startsWith("access-control-")).map((pair) => pair.join(": "));
}

/** What a browser asks before a request. */
export function preflight(
  app: FlowApp,
  path: string,
  method: string,
  headers: string,
  origin = page,
): Promise<Response> {
  const asked = { "access-control-request-method": method, "access-control-request-headers": headers };
  return new TestBrowser(app, "https://id.example").request(path, {
    method: "OPTIONS",
    headers: { ...apart, origin, ...asked },
  });
}
