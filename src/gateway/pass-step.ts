import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { prefersRepresentation, representation } from "../edge/prefers-representation.ts";
import { CookieJar } from "./cookies.ts";
import { followSteps } from "./executor-steps.ts";
import { answerPage } from "./embedded-page.ts";
import type { Exchange } from "./exchange.ts";
import { hasLeft, type Upstream } from "./upstream.ts";
import { dropHopByHop, toUpstream } from "./upstream-headers.ts";
import { busyTrouble, type Trouble, troubleOf } from "./upstream-trouble.ts";

/** Whether a request is one that a page sends to a flow's executor. */
export function isStep({ request: { method }, facts: { path } }: Exchange, webPath: string): boolean {
  const isExecutor =
    path.startsWith(webPath) && /^api\/v3\/flows\/executor\/[-\w]+\/$/.test(path.slice(webPath.length));
  return isExecutor && (method === "GET" || method === "POST");
}

/**
 * Passes a request to a flow's executor on. Where the client would rather see the next step than redirects to it (RFC 7240), it gets what
 * they lead to, with the cookies of all of them. What is no redirect of the executor to itself goes back as it is.
 *
 * @returns what is wrong, where nothing has been answered yet; what has happened upstream by then is for the client to ask
 */
export async function passStep(upstream: Upstream, exchange: Exchange): Promise<Trouble | undefined> {
  const { request, response } = exchange;
  const isPreferred = request.method === "POST" && prefersRepresentation(request.headers.prefer?.toString());
  try {
    const { last, cookies } = await ask(upstream, exchange, isPreferred);
    const trouble = troubleIn(last);
    if (trouble) {
      last.resume();
      return trouble;
    }
    const given: IncomingHttpHeaders = { ...last.headers, "set-cookie": [...cookies.toSet] };
    dropHopByHop(given);
    if (exchange.page) answerPage(given, exchange.page);
    if (isPreferred && last.statusCode === 200) given["preference-applied"] = representation;
    for (const [name, value] of Object.entries(given)) {
      if (value !== undefined && value.length > 0) response.setHeader(name, value);
    }
    response.statusCode = last.statusCode ?? 502;
    await give(last, response);
    return undefined;
  } catch (error) {
    return hasLeft(response) ? undefined : troubleOf(error);
  }
}

async function ask(
  upstream: Upstream,
  { request, response: until, facts }: Exchange,
  isPreferred: boolean,
): Promise<{ last: IncomingMessage; cookies: CookieJar }> {
  const { target } = facts;
  const method = request.method === "POST" ? "POST" : "GET";
  const headers = { ...request.headers };
  toUpstream(headers, method, facts);
  const cookies = new CookieJar(headers.cookie, facts.path);
  const hasBody = headers["content-length"] !== undefined || headers["transfer-encoding"] !== undefined;
  const first = await upstream.send({ method, target, headers, until, ...(hasBody && { body: request }) });
  if (isPreferred)
    return { last: await followSteps(target, first, { upstream, facts, headers, cookies, until }), cookies };
  cookies.take(first.headers["set-cookie"]);
  return { last: first, cookies };
}

/** Sends a body on; resolves when it has gone, or has nowhere to go. @throws {Error} when it breaks off */
function give(body: IncomingMessage, response: ServerResponse): Promise<void> {
  return new Promise((resolve, reject) => {
    response.on("close", resolve);
    body.on("error", reject).pipe(response);
  });
}

/** What stands in upstream's place and answers with a page rather than with a challenge. */
function troubleIn({ statusCode = 0, headers }: IncomingMessage): Trouble | undefined {
  const isJson = /^application\/([\w.-]+\+)?json\b/.test(headers["content-type"] ?? "");
  if (isJson) return undefined;
  if (statusCode === 200) return { kind: "unreadable", reason: "a page in place of a challenge" };
  return busyTrouble(statusCode, headers);
}
