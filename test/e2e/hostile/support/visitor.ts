import assert from "node:assert/strict";
import { executorUrl } from "../../../../src/protocol/flow-url.ts";
import type { Challenge } from "../../../../src/protocol/challenges.ts";
import { ask, type RawAnswer, type RawOptions } from "./raw-client.ts";

/** Somebody with a browser's cookies, who may claim anything in their headers. Follows redirects of the executor. */
export class Visitor {
  readonly cookies = new Map<string, string>();
  /** Every cookie that was set, with its attributes. */
  readonly setCookies: string[] = [];
  headers: Record<string, string>;
  readonly #port: number;

  constructor(port: number, headers: Record<string, string> = {}) {
    this.#port = port;
    this.headers = headers;
  }

  async request(path: string, options: RawOptions = {}): Promise<RawAnswer> {
    const cookie = [...this.cookies].map((pair) => pair.join("=")).join("; ");
    const headers = { ...this.headers, ...(cookie && { cookie }), ...options.headers };
    const answer = await ask(this.#port, path, { ...options, headers });
    for (const line of answer.headers["set-cookie"] ?? []) {
      this.setCookies.push(line);
      const [pair = ""] = line.split(";");
      const name = pair.slice(0, pair.indexOf("="));
      const value = pair.slice(pair.indexOf("=") + 1);
      if (value === "" || /max-age=0/i.test(line)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return answer;
  }

  /** The current challenge of a flow. */
  get(slug: string, query = ""): Promise<Challenge> {
    return this.#challenge(executorUrl("/", slug, query), {});
  }

  /** Answers the current challenge of a flow; returns what comes next. */
  post(slug: string, body: unknown, query = ""): Promise<Challenge> {
    const headers = {
      "content-type": "application/json",
      "x-authentik-csrf": this.cookies.get("authentik_csrf") ?? "",
    };
    return this.#challenge(executorUrl("/", slug, query), { method: "POST", headers, body: JSON.stringify(body) });
  }

  /** Signs in with the given name and password; returns what comes after. */
  async signIn(username: string, password: string, slug = "default-authentication-flow"): Promise<Challenge> {
    await this.post(slug, { uid_field: username });
    return this.post(slug, { password });
  }

  /** Whether the visitor is signed in: the overview is theirs. */
  async isSignedIn(): Promise<boolean> {
    return (await this.request("/if/user/")).status === 200;
  }

  async #challenge(path: string, options: RawOptions): Promise<Challenge> {
    let answer = await this.request(path, options);
    for (let hops = 0; answer.status === 302 && hops < 20; hops++) {
      answer = await this.request(answer.headers.location ?? "/");
    }
    assert.equal(answer.status, 200, answer.text);
    return JSON.parse(answer.text) as Challenge;
  }
}
