import { FlowError } from "../client/flow/flow-problem.ts";
import { beginsAnew } from "../client/flow/same-step.ts";
import type { Challenge } from "../protocol/challenges.ts";
import { withFullAddresses } from "../protocol/full-addresses.ts";
import { environment } from "./environment.ts";

type Fetch = typeof globalThis.fetch;

/** Milliseconds until a browser has told of what a policy has blocked. */
const violationTime = 100;

/**
 * Requests to one server, which may be of another origin than the page: with this browser's cookies, and where none gets through, with the reason as
 * far as a page can know it. Keeps what each server has told it, which is no other server's business.
 */
export class ServerConnection {
  readonly #send: () => Fetch;
  /** By origin: the CSRF tokens that servers tell pages which cannot read their cookies, and the last challenge of each. */
  readonly #tokens = new Map<string, string>();
  readonly #challenges = new Map<string, Challenge>();

  /** @param send what requests are made with, as it is then */
  constructor(send: () => Fetch) {
    this.#send = send;
  }

  /** What a server has told, or `""`. */
  csrfToken({ origin }: URL): string {
    return this.#tokens.get(origin) ?? "";
  }

  /** @throws {FlowError} when the page's policy or the server keeps this page from asking, else what `fetch` throws */
  readonly fetch: Fetch = async (url, init) => {
    const send = this.#send();
    const address = new URL(url instanceof Request ? url.url : url);
    const isOwn = isOwnServer(address);
    const violations = new Violations(address);
    try {
      const response = await send(url, { ...init, credentials: isOwn ? "same-origin" : "include" });
      return isOwn ? response : await this.#read(response, init, address);
    } catch (cause) {
      const { host } = address;
      if (init?.signal?.aborted || cause instanceof FlowError) throw cause;
      if (await violations.wereSeen()) throw new FlowError({ code: "policy-blocked", host }, { cause });
      if (!isOwn && (await isThere(send, address))) throw new FlowError({ code: "not-allowed-here", host }, { cause });
      throw cause;
    } finally {
      violations.stop();
    }
  };

  /**
   * What only a page of another origin has to look for, and the answer with addresses in full.
   *
   * @throws {FlowError} when the server has begun anew: it was sent no cookies
   */
  async #read(response: Response, init: RequestInit | undefined, asked: URL): Promise<Response> {
    const token = response.headers.get("X-authentik-CSRF");
    if (token !== null) this.#tokens.set(asked.origin, token);
    const [, mount, path = ""] = /^(.*\/)api\/v3\/(.*)$/.exec(asked.pathname) ?? [];
    if (!response.ok || mount === undefined || !/^(flows\/executor|core\/brands\/current)\//.test(path))
      return response;
    const said = (await response
      .clone()
      .json()
      .catch(() => undefined)) as object | null | undefined;
    if (typeof said !== "object" || said === null) return response;
    if (isChallenge(said)) this.#lookBack(said, init, asked);
    const next = new URLSearchParams(asked.searchParams.get("query") ?? "").get("next");
    const full = withFullAddresses(said, asked.origin + mount, next);
    const { status, statusText, headers } = response;
    return new Response(JSON.stringify(full), { status, statusText, headers });
  }

  #lookBack(challenge: Challenge, init: RequestInit | undefined, { origin, host }: URL): void {
    const before = this.#challenges.get(origin);
    this.#challenges.set(origin, challenge);
    if (!before || init?.method !== "POST" || challenge.response_errors) return;
    if (beginsAnew(before, challenge)) throw new FlowError({ code: "no-foreign-cookies", host });
  }
}

function isChallenge(said: object): said is Challenge {
  return "component" in said;
}

/** Whether a server is of the page's own origin; one that a program asks, without a page, is, too. */
export function isOwnServer(address: URL): boolean {
  const page = environment.document?.baseURI;
  return page === undefined || address.origin === new URL(page).origin;
}

/** Whether a server answers at all, to somebody without cookies; what it says cannot be read. */
async function isThere(send: Fetch, { origin }: URL): Promise<boolean> {
  try {
    await send(`${origin}/`, { mode: "no-cors", credentials: "omit", cache: "no-store" });
    return true;
  } catch {
    return false;
  }
}

/** Listens for what the page's policy blocks of a server, while a request is under way. */
class Violations {
  readonly #stop = new AbortController();
  #seen = false;

  constructor({ origin }: URL) {
    const onViolation = ({ blockedURI, disposition, effectiveDirective }: SecurityPolicyViolationEvent): void => {
      if (disposition !== "enforce" || effectiveDirective !== "connect-src") return;
      this.#seen ||= blockedURI === origin || blockedURI.startsWith(`${origin}/`);
    };
    environment.document?.addEventListener("securitypolicyviolation", onViolation, { signal: this.#stop.signal });
  }

  /** A browser may tell of it after the request has failed. */
  async wereSeen(): Promise<boolean> {
    if (!this.#seen && environment.document) await new Promise((resolve) => setTimeout(resolve, violationTime));
    return this.#seen;
  }

  stop(): void {
    this.#stop.abort();
  }
}
