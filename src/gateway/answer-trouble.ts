import type { IncomingMessage, ServerResponse } from "node:http";
import { dataPolicy } from "../page/policy.ts";
import { statusOf, type Trouble } from "./upstream-trouble.ts";

/** Seconds after which to try again, where upstream does not say. */
const retryAfter = 5;

/** Answers in place of upstream: programs get a problem (RFC 9457) that says that it will pass. */
export function answerTrouble(
  request: IncomingMessage,
  response: ServerResponse,
  trouble: Trouble,
  requestId: string,
): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  for (const name of response.getHeaderNames()) response.removeHeader(name);
  const status = statusOf(trouble);
  const body = { type: "about:blank", status, title: "The server cannot be reached.", detail: trouble.kind, requestId };
  response
    .writeHead(status, {
      "Content-Type": "application/problem+json",
      "Cache-Control": "no-store",
      "Content-Security-Policy": dataPolicy,
      "X-Content-Type-Options": "nosniff",
      "X-authentik-id": requestId,
      "Retry-After": String(trouble.retryAfter ?? retryAfter),
      // What is left of a body that nobody reads must not be taken for the next request.
      ...(request.complete ? {} : { Connection: "close" }),
    })
    .end(request.method === "HEAD" ? undefined : JSON.stringify(body));
}
