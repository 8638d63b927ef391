import { lookup, type LookupAddress, type LookupAllOptions } from "node:dns";
import { type IncomingMessage, request as requestHttp, type RequestOptions } from "node:http";
import { request as requestHttps } from "node:https";
import ipaddr from "ipaddr.js";
import { Refusal } from "../engine/refusal.ts";

/** What an expression asks of another server. */
export interface OutgoingRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | undefined;
  /** Milliseconds, all redirects together. */
  readonly timeout: number;
  readonly isFollowing: boolean;
}

export interface OutgoingAnswer {
  readonly status: number;
  readonly reason: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly url: string;
  readonly body: Buffer;
}

type LookUp = (
  name: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, found: LookupAddress[]) => void,
) => void;

/** No answer in time. */
export class LateAnswer extends Refusal {}

/** Milliseconds; the expression has five seconds for everything. */
const longest = 3_000;
const mostRedirects = 5;
/** Bytes of an answer. */
const largest = 256 * 1024;
/** What belongs to the connection, or is for the server to say. */
const own =
  /^(host|connection|content-length|transfer-encoding|upgrade|expect|te|trailer|keep-alive|proxy-.*|accept-encoding)$/i;

/**
 * Requests to the hosts that an administrator has named, and to no others, wherever redirects and names may lead. A host that is an address
 * of this machine or of a private network is asked only where that address is named itself.
 */
export class OutgoingRequests {
  readonly #hosts: ReadonlySet<string>;
  readonly #lookUp: LookUp;

  /**
   * @param hosts such as `api.example`, for the usual ports, or `api.example:8443`
   * @param lookUp says where a name leads
   */
  constructor(hosts: readonly string[], lookUp: LookUp = lookup) {
    this.#lookUp = lookUp;
    this.#hosts = new Set(hosts.map((host) => host.toLowerCase()));
  }

  /** @throws Refusal when it may not be asked, does not answer in time or with too much; Node's errors when it cannot be reached */
  async send(request: OutgoingRequest): Promise<OutgoingAnswer> {
    const signal = AbortSignal.timeout(Math.ceil(Math.min(request.timeout, longest)));
    try {
      return await this.#follow(request, signal);
    } catch (error) {
      if (signal.aborted) throw new LateAnswer("The host took too long to answer.", { cause: error });
      throw error;
    }
  }

  async #follow(request: OutgoingRequest, signal: AbortSignal): Promise<OutgoingAnswer> {
    let { method, url, headers, body } = request;
    for (let count = 0; ; count++) {
      const target = this.#allowed(url);
      const answer = await this.#once(target, { method, headers: sendable(headers, body), signal }, body);
      const location = answer.headers.location;
      const isRedirect = request.isFollowing && [301, 302, 303, 307, 308].includes(answer.status);
      if (!isRedirect || location === undefined) return answer;
      if (count === mostRedirects) throw new Refusal("The answer leads on and on.");
      if (!URL.canParse(location, target.href)) throw new Refusal("The answer leads nowhere.");
      const next = new URL(location, target);
      if (target.protocol === "https:" && next.protocol === "http:") throw new Refusal("The answer leads to http.");
      if (next.origin !== target.origin) headers = without(headers, /^(authorization|cookie)$/i);
      if (answer.status < 307 && method !== "HEAD") {
        [method, body] = ["GET", undefined];
        headers = without(headers, /^content-/i);
      }
      url = next.href;
    }
  }

  #allowed(address: string): URL {
    const url = URL.canParse(address) ? new URL(address) : undefined;
    if (!url || !/^https?:$/.test(url.protocol))
      throw new Refusal("Expressions ask addresses that begin with https:// or http://.");
    if (!this.#isNamed(url.hostname, url))
      throw new Refusal(`The host ${url.host} is not among those of EXPRESSION_HOSTS.`);
    return url;
  }

  /** @param hostname of the URL, or an address that it leads to */
  #isNamed(hostname: string, { protocol, port }: URL): boolean {
    const usual = protocol === "https:" ? "443" : "80";
    return this.#hosts.has(`${hostname}:${port || usual}`) || (port === "" && this.#hosts.has(hostname));
  }

  #once(url: URL, options: RequestOptions, body: Buffer | undefined): Promise<OutgoingAnswer> {
    const { promise, resolve, reject } = withResolvers<OutgoingAnswer>();
    const send = url.protocol === "https:" ? requestHttps : requestHttp;
    const sent = send(url, { ...options, agent: false, lookup: this.#lookupFor(url) }, (message) => {
      readAll(message).then((content) => resolve({ ...headOf(message, url), body: content }), reject);
    });
    sent.on("error", reject);
    sent.end(body);
    return promise;
  }

  /** Looks at the very addresses that are then asked. Addresses that are written out are named, or not allowed. */
  #lookupFor(url: URL): RequestOptions["lookup"] {
    return (name, options, callback) => {
      this.#lookUp(name, { ...options, all: true }, (error, found) => {
        const addresses = error ? [] : found.filter(({ address }) => this.#isOpen(url, address));
        const [first] = addresses;
        if (error) callback(error, []);
        else if (!first) callback(new Refusal(`The host ${name} is in a private network.`), []);
        else if (options.all) callback(null, addresses);
        else callback(null, first.address, first.family);
      });
    };
  }

  #isOpen(url: URL, address: string): boolean {
    const parsed = ipaddr.process(address);
    if (parsed.range() === "unicast" || url.hostname === "localhost") return true;
    return this.#isNamed(parsed.kind() === "ipv6" ? `[${parsed.toString()}]` : parsed.toString(), url);
  }
}

/** With the length of the body: left to itself, Node does not say where that of a GET or DELETE ends, and it would be read as another request. */
function sendable(headers: Readonly<Record<string, string>>, body: Buffer | undefined): Record<string, string> {
  return {
    "accept-encoding": "identity",
    "user-agent": "flow-interface",
    ...without(headers, own),
    ...(body && { "content-length": String(body.length) }),
  };
}

function without(headers: Readonly<Record<string, string>>, names: RegExp): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !names.test(name)));
}

function headOf(
  { statusCode = 0, statusMessage = "", headers }: IncomingMessage,
  url: URL,
): Omit<OutgoingAnswer, "body"> {
  const single = Object.entries(headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(", ") : value,
  ]);
  return {
    status: statusCode,
    reason: statusMessage,
    url: url.href,
    headers: Object.fromEntries(single) as Record<string, string>,
  };
}

async function readAll(message: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of message as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > largest) {
      message.destroy();
      throw new Refusal("The answer is larger than 256 KiB.");
    }
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** As newer releases of Node have it. */
function withResolvers<T>(): {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (error: Error) => void;
} {
  let resolve: (value: T) => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
