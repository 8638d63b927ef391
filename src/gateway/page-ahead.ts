import type { IncomingMessage } from "node:http";
import type { RequestFacts } from "./request-facts.ts";

/**
 * Whether a flow's first challenge may be asked for together with its page. To ask is to run the flow as far as it goes without anybody, to
 * the end of an account even, so it needs somebody who has really opened the page: not a prefetch, no picture and no frame of another
 * site. Tokens are used up by asking; they wait for the page's script.
 */
export function mayAskAhead({ headers, method }: IncomingMessage, { proto }: RequestFacts, query: string): boolean {
  if (method !== "GET" || hasToken(query) || isPrefetch(headers)) return false;
  const { "sec-fetch-dest": dest, "sec-fetch-mode": mode, "sec-fetch-site": site } = headers;
  // Browsers tell where they speak TLS; one that does not there is too old to be told apart from a frame.
  if (dest === undefined && mode === undefined) return proto === "http";
  const isFrameOfOurs = (dest === "iframe" || dest === "frame") && site === "same-origin";
  return mode === "navigate" && (dest === "document" || isFrameOfOurs);
}

function hasToken(query: string): boolean {
  const parameters = new URLSearchParams(query);
  return ["flow_token", "itoken", "token"].some((name) => parameters.has(name));
}

function isPrefetch(headers: IncomingMessage["headers"]): boolean {
  return ["sec-purpose", "purpose", "x-moz"].some((name) => /prefetch|prerender|preview/i.test(String(headers[name])));
}
