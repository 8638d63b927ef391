import type { IncomingMessage } from "node:http";
import { type AddressRange, parseAddress, unknownAddress } from "../edge/client-address.ts";
import { type ForwardedFacts, forwardedFacts } from "../edge/forwarded-facts.ts";
import { hostUrl } from "../edge/host-url.ts";
import { hasOneHost } from "../edge/listen-on.ts";

/** What is true of a request; what can be forged counts only where a trusted proxy has said it. */
export interface RequestFacts {
  /** As the browser sees it: name and port. */
  readonly host: string;
  readonly proto: "http" | "https";
  /** The address of whoever asks. */
  readonly client: string;
  /** The peer is a proxy of ours. */
  readonly isFromProxy: boolean;
  /** Path and query. */
  readonly target: string;
  readonly path: string;
}

/** A request that nobody who means well sends. */
export interface RequestRefusal {
  readonly status: 400 | 405;
  readonly reason: string;
}

/**
 * Reads a request, or says why it is refused. Only origin-form targets (RFC 9112 §3.2.1) are taken: the other forms name a host of their
 * own, which the next server may believe rather than the `Host` header.
 */
export function readFacts(
  request: IncomingMessage,
  trusted: readonly AddressRange[],
  isEncrypted: boolean,
): RequestFacts | RequestRefusal {
  const { headers, method = "", url = "", httpVersion } = request;
  if (method === "TRACE" || method === "CONNECT") return { status: 405, reason: `The method ${method} is not taken.` };
  if (!/^\/[\x21-\x7e]*$/.test(url)) return { status: 400, reason: "The request target is not a path." };
  if (httpVersion === "1.0" && headers["transfer-encoding"] !== undefined)
    return { status: 400, reason: "HTTP/1.0 knows no Transfer-Encoding." };
  const peer = parseAddress(request.socket.remoteAddress ?? "") ?? unknownAddress;
  const isFromProxy = trusted.some((range) => range.includes(peer));
  const header = (name: string): string | undefined => headers[name]?.toString();
  const told: ForwardedFacts = isFromProxy
    ? forwardedFacts(header, peer, trusted)
    : { client: peer, proto: undefined, host: undefined };
  const host = told.host ?? headers.host ?? "";
  if (!hasOneHost(request) || !hostUrl("http", host))
    return { status: 400, reason: "The Host header is not one host name with an optional port." };
  const proto = told.proto?.toLowerCase() ?? (isEncrypted ? "https" : "http");
  return {
    host,
    proto: proto === "https" ? "https" : "http",
    client: told.client.address,
    isFromProxy,
    target: url,
    path: url.replace(/\?.*$/s, ""),
  };
}
