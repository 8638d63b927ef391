import type { Connection, RequestFacts } from "../request-facts.ts";
import { AddressRange, type ClientAddress, parseAddress, unknownAddress } from "../../../edge/client-address.ts";
import { type ForwardedFacts, forwardedFacts, isForwarded } from "../../../edge/forwarded-facts.ts";
import { hostUrl, isLoopbackHost } from "../../../edge/host-url.ts";

export interface EdgeSettings {
  /** Where people reach the server, such as `https://id.example`; none for this machine only. */
  readonly publicOrigins: readonly string[];
  /** Addresses and ranges (CIDR) of the proxies whose forwarding headers are believed. */
  readonly trustedProxies: readonly string[];
}

/** A request that is not answered by the app. */
export interface EdgeRefusal {
  readonly status: 400 | 421;
  /** For whoever runs the server; one that repeats is told once. */
  readonly reason: string;
}

/** A request as it came, by HTTP or on its way to become a WebSocket. */
export interface RawRequest {
  readonly url: string;
  readonly header: (name: string) => string | undefined;
  readonly connection: Connection;
}

/** A request inside this process has no connection. */
const ownAddress: ClientAddress = { address: "127.0.0.1", network: "127.0.0.1" };

/** Reads what is true of a request, once, before anything else looks at it; what can be forged counts only where it was allowed to. */
export class Edge {
  readonly #origins: readonly URL[];
  readonly #trusted: readonly AddressRange[];

  /** @throws {Error} for a proxy that is no address and no range */
  constructor({ publicOrigins, trustedProxies }: EdgeSettings) {
    this.#origins = publicOrigins.map((origin) => new URL(origin));
    this.#trusted = trustedProxies.map((range) => new AddressRange(range));
  }

  /** An address of this server at which it answers itself. */
  get ownOrigin(): string {
    return this.#origins[0]?.origin ?? "http://localhost";
  }

  /** Whether nothing outside of this machine is expected to ask. */
  get isLoopbackOnly(): boolean {
    return this.#trusted.length === 0 && this.#origins.every(({ hostname }) => isLoopbackHost(hostname));
  }

  /** What is known of a request, or why it is refused: 400 for what no browser sends, 421 (RFC 9110 §15.5.20) for a host that is not ours. */
  read({ url, header, connection }: RawRequest): RequestFacts | EdgeRefusal {
    // Such as of the host 1.2.3.999, which looks like a name.
    if (!URL.canParse(url)) return { status: 400, reason: "The request line and the Host header make no address." };
    const peer = peerOf(connection);
    const isTrusted = this.#trusted.some((range) => range.includes(peer));
    const told: ForwardedFacts = isTrusted
      ? forwardedFacts(header, peer, this.#trusted)
      : { client: peer, proto: undefined, host: undefined };
    const scheme = told.proto?.toLowerCase() ?? new URL(url).protocol.slice(0, -1);
    const base = hostUrl(scheme === "https" ? "https" : "http", told.host ?? header("host") ?? new URL(url).host);
    if (!base) return { status: 400, reason: "The Host header is not a host name with an optional port." };
    if (!namesHost(header("host"), url))
      return { status: 400, reason: "The request line and the Host header disagree." };
    const origin = this.#originOf(base);
    if (!origin) return { status: 421, reason: misdirected(base.host) };
    return {
      origin: origin.origin,
      host: origin.hostname,
      isSecure: origin.protocol === "https:",
      clientIp: told.client.address,
      clientNetwork: told.client.network,
      isDirect: isLoopbackAddress(peer) && !isForwarded(header) && connection.incoming?.httpVersion !== "1.0",
    };
  }

  /** The scheme of a configured origin is believed before that of the request: a proxy that ends TLS need not tell. */
  #originOf(base: URL): URL | undefined {
    if (this.#origins.length === 0) return isLoopbackHost(base.hostname) ? base : undefined;
    const ours = this.#origins.filter(({ hostname, port, protocol }) => {
      return (
        hostname === base.hostname &&
        (port === base.port || portOf(protocol, port) === portOf(base.protocol, base.port))
      );
    });
    return ours.find(({ protocol }) => protocol === base.protocol) ?? ours[0];
  }
}

function misdirected(host: string): string {
  const shown = JSON.stringify(host.slice(0, 100));
  return `A request for the host ${shown} was refused. If people are to reach this server there, name it in PUBLIC_ORIGIN.`;
}

/** Whether the target of the request, which may be an absolute URL (RFC 9112 §3.2.2), is at the host of the header. */
function namesHost(host: string | undefined, url: string): boolean {
  if (host === undefined) return true;
  const { protocol, host: target } = new URL(url);
  return hostUrl(protocol.slice(0, -1), host)?.host === target.replace(/\.(?=:|$)/, "");
}

function portOf(protocol: string, port: string): string {
  return port || (protocol === "https:" ? "443" : "80");
}

function peerOf({ incoming }: Connection): ClientAddress {
  if (!incoming) return ownAddress;
  return parseAddress(incoming.socket?.remoteAddress ?? "") ?? unknownAddress;
}

function isLoopbackAddress({ address }: ClientAddress): boolean {
  return address === "::1" || address.startsWith("127.");
}
