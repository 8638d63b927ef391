import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import type { CookieJar } from "./cookies.ts";
import type { RequestFacts } from "./request-facts.ts";
import type { Upstream, UpstreamRequest } from "./upstream.ts";

/** Redirects that are followed; a flow has few stages in a row that show nothing, and one in a circle has to end. */
const mostHops = 10;

/** What has to be known to go on from an answer of the executor. */
export interface Steps {
  readonly upstream: Upstream;
  readonly facts: Pick<RequestFacts, "proto" | "host">;
  /** Those of the first request, as they go upstream; those that belong to its body are left out of the next. */
  readonly headers: IncomingHttpHeaders;
  /** Takes the cookies of every answer. */
  readonly cookies: CookieJar;
  readonly until: UpstreamRequest["until"];
}

/**
 * Follows the executor's redirects to itself, as a browser would. Any other redirect is the browser's to follow, and so is one too many.
 *
 * @param target what was asked
 * @param first its answer
 * @returns the last answer, its body not read
 */
export async function followSteps(target: string, first: IncomingMessage, steps: Steps): Promise<IncomingMessage> {
  let answer = first;
  let asked = target;
  steps.cookies.take(answer.headers["set-cookie"]);
  for (let hops = 0; hops < mostHops; hops += 1) {
    const next = nextTarget(asked, answer, steps.facts);
    if (next === undefined) return answer;
    answer.resume();
    answer = await steps.upstream.send({
      method: "GET",
      target: next,
      headers: nextHeaders(steps),
      until: steps.until,
    });
    asked = next;
    steps.cookies.take(answer.headers["set-cookie"]);
  }
  return answer;
}

/** Where a redirect leads, if it leads from the executor to the same executor, by GET. */
function nextTarget(
  asked: string,
  { statusCode = 0, headers }: IncomingMessage,
  { proto, host }: Steps["facts"],
): string | undefined {
  if (![301, 302, 303].includes(statusCode) || headers.location === undefined) return undefined;
  const here = new URL(`${proto}://${host}${asked}`);
  if (!URL.canParse(headers.location, here.href)) return undefined;
  const { origin, pathname, search, username } = new URL(headers.location, here.href);
  return origin === here.origin && pathname === here.pathname && username === "" ? pathname + search : undefined;
}

function nextHeaders({ headers, cookies }: Steps): IncomingHttpHeaders {
  const next: IncomingHttpHeaders = { ...headers };
  for (const name of Object.keys(next)) {
    if (/^(content-.*|transfer-encoding|origin|prefer|cookie)$/.test(name)) Reflect.deleteProperty(next, name);
  }
  return cookies.header === undefined ? next : { ...next, cookie: cookies.header };
}
