import type { Context } from "hono";
import type { LiveIdentity } from "./live-clients.ts";

/** What Node's adapter tells of the connection. */
export interface Connection {
  readonly incoming?: { readonly socket?: { readonly remoteAddress?: string | undefined } };
  /** Makes the connection a WebSocket, where the request asks for that. */
  readonly upgrade?: (identity: LiveIdentity) => void;
}

/** What is passed along with every request. */
export interface AppEnv {
  Bindings: Connection;
  Variables: { requestId: string };
}

/** Where a request comes from and what it believes it is talking to. */
export interface RequestFacts {
  /** Scheme and host as the browser sees them. */
  readonly origin: string;
  /** Without port, lower case. */
  readonly host: string;
  readonly isSecure: boolean;
  readonly clientIp: string;
  readonly clientNetwork: string;
}

/** @param trustProxy whether `X-Forwarded-*` was set by a proxy of ours; anybody else could write anything into it */
export function requestFacts(c: Context<AppEnv>, trustProxy: boolean): RequestFacts {
  const forwarded = (name: string): string | undefined =>
    trustProxy ? c.req.header(`x-forwarded-${name}`)?.split(",")[0]?.trim() || undefined : undefined;
  const url = new URL(c.req.url);
  const isSecure = (forwarded("proto") ?? url.protocol.replace(":", "")) === "https";
  const candidate = `${isSecure ? "https" : "http"}://${forwarded("host") ?? url.host}`;
  const base = URL.canParse(candidate) ? new URL(candidate) : url;
  return {
    origin: base.origin,
    host: base.hostname.toLowerCase(),
    isSecure,
    ...client(forwarded("for") ?? c.env.incoming?.socket?.remoteAddress ?? "127.0.0.1"),
  };
}

function client(address: string): Pick<RequestFacts, "clientIp" | "clientNetwork"> {
  return { clientIp: address, clientNetwork: address };
}
