import type { IncomingHttpHeaders } from "node:http";
import type { RequestFacts } from "./request-facts.ts";

/** What concerns one connection only (RFC 9110 §7.6.1), and ancient names of the same. */
const hopByHop = [
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
];

/** Who may say them is decided by the gateway, and authentik believes it. */
const forwarding = /^(forwarded|x-real-ip|x-original-.*|x-forwarded-(?!client-cert$|tls-client-cert$).*)$/;

/** A client's certificate, as a proxy that ends TLS tells of it; from anybody else it would be a passport that they wrote themselves. */
const certificates = /^(ssl-client-.*|x-forwarded-client-cert|x-forwarded-tls-client-cert.*)$/;

/** What a `Connection` header may not take away: they say where a message goes and where it ends. */
const kept = ["host", "content-length"];

/** Takes away what is between two neighbours only, whatever `Connection` names included. Changes what it is given. */
export function dropHopByHop(headers: IncomingHttpHeaders): void {
  const named = (headers.connection ?? "").split(",").map((name) => name.trim().toLowerCase());
  for (const name of [...hopByHop, ...named.filter((name) => !kept.includes(name))]) {
    Reflect.deleteProperty(headers, name);
  }
}

/**
 * Makes a request's headers those that go upstream. Changes what it is given: what is written is what the proxy reads.
 *
 * Names with an underscore are dropped, as nginx does: Python's servers read `X_Forwarded_For` as the real one. So is `Expect`, which has
 * been answered when the request arrives here.
 */
export function toUpstream(headers: IncomingHttpHeaders, method: string, facts: RequestFacts): void {
  const isChunked = headers["transfer-encoding"] !== undefined;
  dropHopByHop(headers);
  for (const name of Object.keys(headers)) {
    const isForged = forwarding.test(name) || (certificates.test(name) && !facts.isFromProxy);
    if (isForged || name.includes("_") || name === "expect") Reflect.deleteProperty(headers, name);
  }
  headers.host = facts.host;
  headers["x-forwarded-for"] = facts.client;
  headers["x-forwarded-host"] = facts.host;
  headers["x-forwarded-proto"] = facts.proto;
  // Said for every method: what a body is, and that there is none, is never left to be guessed.
  if (isChunked) headers["transfer-encoding"] = "chunked";
  else if (headers["content-length"] === undefined && method !== "GET" && method !== "HEAD")
    headers["content-length"] = "0";
}
