import {
  type ClientRequest,
  Agent as HttpAgent,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type ServerResponse,
} from "node:http";
import { Agent as HttpsAgent, request as requestTls } from "node:https";
import { isIP } from "node:net";
import type { Readable } from "node:stream";
import { UpstreamTimeout } from "./upstream-trouble.ts";

/** Milliseconds without a sign of upstream; longer than a person has to confirm a request on their phone (75 s). */
export const answerTimeout = 90_000;

/** Connections that wait for the next request. */
const maxFreeSockets = 256;

/** A request of the gateway itself. */
export interface UpstreamRequest {
  readonly method: "GET" | "POST";
  /** Path and query. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  readonly body?: Readable;
  /** Gives up when that fires, or when the answer to whoever asked us can go nowhere any more. */
  readonly until: AbortSignal | ServerResponse;
}

/** Upstream's address, and the connections to it, which are kept and used again. */
export class Upstream {
  readonly origin: URL;
  readonly agent: HttpAgent;

  constructor(origin: URL) {
    this.origin = origin;
    const { hostname } = origin;
    // Node would check the certificate against the Host header, which is that of the page.
    const servername = isIP(hostname.replace(/^\[|\]$/g, "")) > 0 ? "" : hostname;
    const options = { keepAlive: true, maxFreeSockets, scheduling: "lifo", servername } as const;
    this.agent = origin.protocol === "https:" ? new HttpsAgent(options) : new HttpAgent(options);
  }

  /** Asks upstream; the answer's body has not been read. A kept connection that turns out to be closed is asked anew, once. */
  async send(given: UpstreamRequest): Promise<IncomingMessage> {
    try {
      return await this.#sendOnce(given);
    } catch (error) {
      if (given.method === "GET" && !given.body && error instanceof StaleConnection) return this.#sendOnce(given);
      throw error instanceof StaleConnection ? error.cause : error;
    }
  }

  close(): void {
    this.agent.destroy();
  }

  #sendOnce({ method, target, headers, body, until }: UpstreamRequest): Promise<IncomingMessage> {
    const { hostname, port, protocol } = this.origin;
    const host = hostname.replace(/^\[|\]$/g, "");
    // A signal for each request that is passed on would cost as much as the rest of it.
    const isSignal = until instanceof AbortSignal;
    const options = {
      agent: this.agent,
      host,
      port,
      path: target,
      method,
      headers,
      ...(isSignal && { signal: until }),
    };
    return new Promise((resolve, reject) => {
      const sent: ClientRequest = protocol === "https:" ? requestTls(options) : request(options);
      sent.setTimeout(answerTimeout, () => sent.destroy(new UpstreamTimeout("no sign of upstream")));
      sent.on("response", resolve);
      sent.on("error", (error: NodeJS.ErrnoException) =>
        reject(sent.reusedSocket && error.code === "ECONNRESET" ? new StaleConnection(error) : error),
      );
      if (!isSignal) whenLeft(until, () => sent.destroy());
      if (body) body.on("error", () => sent.destroy()).pipe(sent);
      else sent.end();
    });
  }
}

/** Calls back when a response is closed before it was whole. */
function whenLeft(response: ServerResponse, left: () => void): void {
  if (hasLeft(response)) left();
  else response.on("close", () => hasLeft(response) && left());
}

/** Whether whoever asked is gone without the whole answer. */
export function hasLeft({ closed, writableFinished }: ServerResponse): boolean {
  return closed && !writableFinished;
}

class StaleConnection extends Error {
  constructor(cause: Error) {
    super(cause.message, { cause });
  }
}
