import { environment } from "../../src/package/environment.ts";
import type { AnyChallenge, Brand, Payload } from "../../src/protocol/challenges.ts";

export interface MockFlowOptions {
  /** The brand that the server tells; none unless given. */
  readonly brand?: Brand;
}

/** What a request of Playwright's `page.route` offers of itself, and takes. */
export interface RoutedRequest {
  request(): { url(): string; method(): string; postData(): string | null };
  fulfill(answer: { status: number; contentType: string; body: string }): Promise<void>;
}

/** Stands in for a server: tells one challenge after the other, and notes the answers. */
export interface MockFlow {
  /** For the element's property `fetch`, or a session's option. */
  readonly fetch: typeof fetch;
  /** What has been answered so far, oldest first. */
  readonly answers: readonly Payload[];
  /** Has the next answer not be accepted: field → what is wrong with it. */
  rejectNext(errors: Readonly<Record<string, string>>): void;
  /** Has the next request fail, with a status, or without one as a network does. */
  failNext(status?: number): void;
  /** For Playwright: `await page.route("**" + "/api/v3/**", flow.route)`. */
  readonly route: (route: RoutedRequest) => Promise<void>;
}

/**
 * A flow that is made up, for tests of components and for stories: every accepted answer leads to the next challenge, and the last one stays.
 *
 * @param challenges at least one; those of your own stages, too
 */
export function mockFlow(challenges: readonly AnyChallenge[], { brand }: MockFlowOptions = {}): MockFlow {
  if (challenges.length === 0) throw new TypeError("mockFlow needs a challenge to begin with.");
  const answers: Payload[] = [];
  let turn = 0;
  let rejection: Readonly<Record<string, string>> | undefined;
  let failure: { status: number | undefined } | undefined;

  const challenge = (): AnyChallenge | undefined => challenges[Math.min(turn, challenges.length - 1)];
  const answer = (method: string, body: string): Response => {
    if (method === "POST") {
      const { component: _, ...answered } = JSON.parse(body) as Payload;
      answers.push(answered);
      const wrong = rejection;
      rejection = undefined;
      if (wrong) return Response.json({ ...challenge(), response_errors: inShape(wrong) });
      turn++;
    }
    return Response.json(challenge());
  };
  const respond = async (url: string, method: string, body: string): Promise<Response> => {
    const { pathname } = new URL(url, environment.document?.baseURI ?? "http://flow.test/");
    if (pathname.endsWith("/core/brands/current/")) return Response.json(brand ?? null); // A 404 would stand on every console.
    if (pathname.endsWith("/flows/-/cancel/")) {
      turn = 0;
      return new Response("");
    }
    if (!pathname.includes("/flows/executor/")) return Response.json({ detail: "Not found." }, { status: 404 });
    const wanted = failure;
    failure = undefined;
    if (!wanted) return answer(method, body);
    if (wanted.status === undefined) throw new TypeError("Failed to fetch");
    return new Response("", { status: wanted.status });
  };

  return {
    answers,
    fetch: (input, init) => {
      const body = typeof init?.body === "string" ? init.body : "{}";
      return respond(input instanceof Request ? input.url : String(input), init?.method ?? "GET", body);
    },
    rejectNext: (errors) => void (rejection = errors),
    failNext: (status) => void (failure = { status }),
    async route(route) {
      const request = route.request();
      const response = await respond(request.url(), request.method(), request.postData() ?? "{}");
      const contentType = response.headers.get("content-type") ?? "text/plain";
      await route.fulfill({ status: response.status, contentType, body: await response.text() });
    },
  };
}

function inShape(errors: Readonly<Record<string, string>>): AnyChallenge["response_errors"] {
  return Object.fromEntries(Object.entries(errors).map(([field, string]) => [field, [{ string, code: "invalid" }]]));
}
