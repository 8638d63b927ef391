import type { Challenge, Payload } from "../../protocol/challenges.ts";
import { parseUrl } from "../../protocol/parse-url.ts";
import type { ApiClient } from "./api-client.ts";
import { FlowError, type FlowProblem } from "./flow-problem.ts";

export interface FlowClientOptions {
  readonly api: ApiClient;
  /** The executor's path with its `query`; see `executorPath`. */
  readonly path: string;
  readonly isOnline: () => boolean;
  /** Milliseconds until an unanswered request counts as failed. */
  readonly timeout?: number;
}

/** Milliseconds: a request on somebody's phone is answered when they have found it, and given up by Duo after a minute. */
const pushTimeout = 75_000;

/** Talks to one flow of an executor. Stateless: order and retries are the session's business. */
export class FlowClient {
  readonly #options: FlowClientOptions;

  constructor(options: FlowClientOptions) {
    this.#options = options;
  }

  /** The server's API beside the flow. */
  get api(): ApiClient {
    return this.#options.api;
  }

  /** Whether a redirect challenge's target is the executor itself, which means "ask again". */
  isExecutor(to: string): boolean {
    const { api, path } = this.#options;
    const { origin, pathname } = new URL(api.url(path));
    const target = parseUrl(to, origin);
    return target?.origin === origin && target.pathname === pathname;
  }

  /**
   * The current challenge.
   *
   * @param early the response to such a request that was sent before this client existed
   * @throws {FlowError} or an abort
   */
  get(signal: AbortSignal, early?: Promise<Response>): Promise<Challenge> {
    return this.#send(signal, undefined, early);
  }

  /** Answers the current challenge; the next one, or the same with `response_errors`. @throws {FlowError} or an abort */
  post(payload: Payload, signal: AbortSignal): Promise<Challenge> {
    return this.#send(signal, payload, undefined, "duo" in payload ? pushTimeout : undefined);
  }

  async #send(
    signal: AbortSignal,
    payload?: Payload,
    early?: Promise<Response>,
    timeout = this.#options.timeout ?? 30_000,
  ): Promise<Challenge> {
    const { api, path, isOnline } = this.#options;
    // One controller for both: not every supported browser has `AbortSignal.any`.
    const request = new AbortController();
    const abort = (): void => request.abort(signal.reason);
    const timer = setTimeout(() => request.abort(new FlowError({ code: "timeout" })), timeout);
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort);
    // Only what `fetch` itself reports is about the network; any other fault is this page's.
    const lost = (cause: unknown): never => {
      const reason: unknown = request.signal.reason;
      if (reason || cause instanceof FlowError) throw reason ?? cause;
      throw new FlowError({ code: isOnline() ? "unreachable" : "offline" }, { cause });
    };
    try {
      const sent = early ?? api.send(path, request.signal, payload);
      const response = await abortable(sent.catch(lost), request.signal);
      if (!response.ok) throw new FlowError(httpProblem(response));
      return readChallenge(await abortable(response.text().catch(lost), request.signal), response);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener("abort", abort);
    }
  }
}

/** The promise's value, unless the signal comes first: an early request knows nothing of our signal. */
async function abortable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
  });
  return Promise.race([promise, aborted]);
}

function readChallenge(text: string, response: Response): Challenge {
  try {
    const answer = JSON.parse(text) as Partial<Challenge> | null;
    if (typeof answer?.component === "string") return answer as Challenge;
  } catch {
    // Falls through: whatever it is, it is no challenge.
  }
  throw new FlowError({ code: "unreadable", ...requestId(response) });
}

function httpProblem(response: Response): FlowProblem {
  const { status } = response;
  const code =
    status === 429
      ? "rate-limited"
      : status === 404 || status === 405
        ? "not-found"
        : status >= 500
          ? "unavailable"
          : "rejected";
  const retryAfter = secondsUntil(response.headers.get("Retry-After"));
  return { code, ...requestId(response), ...(retryAfter && { retryAfter }) };
}

function requestId(response: Response): { requestId?: string } {
  const id = response.headers.get("X-authentik-id");
  return id ? { requestId: id } : {};
}

/** Seconds that a `Retry-After` header (RFC 9110 §10.2.3: seconds or a date) asks to wait; 0 without one. */
function secondsUntil(header: string | null): number {
  if (!header) return 0;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return seconds > 0 ? Math.ceil(seconds) : 0;
}
