import type { Embedding } from "../../edge/embedding.ts";
import type { LiveIdentity } from "./live-clients.ts";

/** What Node's adapter tells of the connection. */
export interface Connection {
  readonly incoming?: {
    readonly httpVersion?: string;
    readonly socket?: { readonly remoteAddress?: string | undefined };
  };
  /** Makes the connection a WebSocket, where the request asks for that. */
  readonly upgrade?: (identity: LiveIdentity) => void;
}

/** What is passed along with every request. */
export interface AppEnv {
  Bindings: Connection;
  Variables: { requestId: string; facts: RequestFacts; embedding?: Embedding };
}

/** Where a request comes from and what it believes it is talking to; all of it can be relied on. */
export interface RequestFacts {
  /** Scheme and host as the browser sees them, one of the configured ones. */
  readonly origin: string;
  /** Without port, lower case. */
  readonly host: string;
  readonly isSecure: boolean;
  readonly clientIp: string;
  /** What is counted as one client: the IPv4 address, or the /64 network of an IPv6 address. */
  readonly clientNetwork: string;
  /** Whether the client is on this machine, as far as one can tell: nothing says that a proxy stands between. */
  readonly isDirect: boolean;
}
