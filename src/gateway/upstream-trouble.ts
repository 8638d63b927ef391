import type { IncomingHttpHeaders } from "node:http";

/** Why upstream gave no answer that could be passed on. */
export type TroubleKind =
  | "unreachable" // nothing listens there, or the connection broke
  | "untrusted" // its certificate is refused
  | "timeout" // no answer in time
  | "busy" // 502, 503 or 504: something stands there and says that it cannot
  | "unreadable"; // an answer, but not what was asked for

export interface Trouble {
  readonly kind: TroubleKind;
  /** For the log. */
  readonly reason: string;
  /** Seconds to wait, where upstream says so. */
  readonly retryAfter?: number;
}

/** No answer within the limit. */
export class UpstreamTimeout extends Error {
  override readonly name = "UpstreamTimeout";
}

/** What an error of a connection to upstream means. */
export function troubleOf(error: unknown): Trouble {
  const { code = "", message }: NodeJS.ErrnoException = error instanceof Error ? error : new Error(String(error));
  const reason = [code, message].filter(Boolean).join(": ");
  if (error instanceof UpstreamTimeout || code === "ETIMEDOUT" || code === "ERR_UPSTREAM_UPGRADE_TIMEOUT")
    return { kind: "timeout", reason };
  return { kind: isCertificateFault(code) ? "untrusted" : "unreachable", reason };
}

/** Codes of OpenSSL's verification, and Node's for a name that does not match. */
function isCertificateFault(code: string): boolean {
  return /^(ERR_TLS_CERT|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|ERR_SSL_)/.test(code);
}

/** What a balancer without a server, or authentik while it starts, says by its status. */
export function busyTrouble(status: number, headers: IncomingHttpHeaders): Trouble | undefined {
  if (status < 502 || status > 504) return undefined;
  const after = headers["retry-after"] ?? "";
  return { kind: "busy", reason: `status ${status}`, ...(/^\d{1,5}$/.test(after) && { retryAfter: Number(after) }) };
}

/** The status that says it to a client (RFC 9110 §15.6): 504 for silence, else 503, because it is expected to pass. */
export function statusOf({ kind }: Trouble): 503 | 504 {
  return kind === "timeout" ? 504 : 503;
}
