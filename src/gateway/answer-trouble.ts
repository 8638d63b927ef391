import type { IncomingMessage, ServerResponse } from "node:http";
import { dataPolicy } from "../page/policy.ts";
import { statusOf, type Trouble } from "./upstream-trouble.ts";

/** Seconds after which to try again, where upstream does not say. */
const retryAfter = 5;

/** The answer in place of upstream's: programs get a problem (RFC 9457) that says that it will pass. */
export function troubleResponse(trouble: Trouble, requestId: string): Response {
  const status = statusOf(trouble);
  const problem = { type: "about:blank", status, title: "The server cannot be reached.", detail: trouble.kind };
  return new Response(JSON.stringify({ ...problem, request_id: requestId }), {
    status,
    headers: {
      "Content-Type": "application/problem+json",
      "Cache-Control": "no-store",
      "Content-Security-Policy": dataPolicy,
      "X-Content-Type-Options": "nosniff",
      "X-authentik-id": requestId,
      "Retry-After": String(trouble.retryAfter ?? retryAfter),
    },
  });
}

/** Writes such an answer; where one is under way already, it can only be cut off. */
export async function answerTrouble(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Response,
): Promise<void> {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  for (const name of response.getHeaderNames()) response.removeHeader(name);
  for (const [name, value] of answer.headers) response.setHeader(name, value);
  // What is left of a body that nobody reads must not be taken for the next request.
  if (!request.complete) response.setHeader("Connection", "close");
  response.statusCode = answer.status;
  response.end(request.method === "HEAD" ? undefined : Buffer.from(await answer.arrayBuffer()));
}
