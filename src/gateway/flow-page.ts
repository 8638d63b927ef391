import { randomBytes } from "node:crypto";
import type { BuiltInterface } from "../edge/built-interface.ts";
import { captchaFramePath } from "../page/captcha-frame-policy.ts";
import { componentsOf, pagePolicy } from "../page/policy.ts";
import { renderPage } from "../page/render-page.ts";
import type { Challenge } from "../protocol/challenges.ts";
import { isComponent } from "../protocol/component-names.ts";
import type { HostConfig } from "../protocol/host-config.ts";
import { redirectTarget } from "../protocol/next-url.ts";
import { askChallenge, type Asked, askPage, type PageQuestion, type WholeAnswer } from "./ask-page.ts";
import { CookieJar } from "./cookies.ts";
import type { Exchange } from "./exchange.ts";
import { mayAskAhead } from "./page-ahead.ts";
import { type PageFacts, readPageFacts } from "../protocol/authentik-page.ts";
import { requestLocale } from "./request-locale.ts";
import type { GatewaySettings } from "./settings.ts";
import type { Upstream } from "./upstream.ts";
import { dropHopByHop } from "./upstream-headers.ts";
import { busyTrouble, type Trouble } from "./upstream-trouble.ts";

export interface FlowPageOptions {
  readonly upstream: Upstream;
  readonly settings: GatewaySettings;
  readonly built: BuiltInterface;
}

/** A page, or why there can be none. */
export type FlowPageAnswer = Response | Trouble;

/**
 * The page of a flow: what upstream's own page knows and the flow's first challenge, asked for at once and put into our page. What is not
 * there in time the page's script asks for.
 */
export async function flowPage(options: FlowPageOptions, exchange: Exchange, slug: string): Promise<FlowPageAnswer> {
  const { settings, upstream } = options;
  const query = new URL(exchange.facts.target, "http://gateway.invalid").search.slice(1);
  const signal = AbortSignal.timeout(settings.pagePatience);
  const question: PageQuestion = { upstream, exchange, webPath: settings.webPath, slug, query, signal };
  const isAhead = mayAskAhead(exchange.request, exchange.facts, query);
  const [page, first] = await Promise.all([askPage(question), isAhead ? askChallenge(question) : undefined]);
  if (page.kind === "trouble") return page.trouble;
  const busy = page.kind === "answer" && busyTrouble(page.answer.status, page.answer.headers);
  if (busy) return busy;
  const facts = page.kind === "answer" ? factsOf(page.answer) : undefined;
  if (page.kind === "answer" && !facts) return asItIs(page.answer, answerOf(first)?.cookies);
  // Reading the messages changes the session, and so does planning the flow: done at once, one may have undone the other.
  const isCrossed = facts !== undefined && facts.messages.length > 0 && answerOf(first) !== undefined;
  const settled = isCrossed ? await askChallenge(question, answerOf(first)) : first;
  const { challenge, cookies } = answerOf(settled) ?? { challenge: undefined, cookies: undefined };
  if (challenge && !isComponent(challenge.component) && page.kind === "answer") return asItIs(page.answer, cookies);
  const headers = new Headers({ "Cache-Control": "no-store", "Referrer-Policy": "same-origin" });
  setCookies(headers, page.kind === "answer" ? page.answer : undefined, cookies);
  const leadsTo = challenge && redirectOf(challenge, exchange, facts, query);
  if (leadsTo !== undefined) {
    headers.set("Location", leadsTo);
    return new Response(null, { status: 302, headers });
  }
  return render(options, exchange, { slug, facts, challenge, headers });
}

function answerOf<T>(asked: Asked<T> | undefined): T | undefined {
  return asked?.kind === "answer" ? asked.answer : undefined;
}

function factsOf({ status, headers, body }: WholeAnswer): PageFacts | undefined {
  const isPage = status === 200 && (headers["content-type"] ?? "").startsWith("text/html");
  return isPage ? readPageFacts(body.toString("utf8")) : undefined;
}

/** Upstream's own answer: a flow that there is not, a redirect, or a page that we cannot stand in for. */
export function asItIs(answer: WholeAnswer, cookies: CookieJar | undefined): Response {
  const given = { ...answer.headers };
  dropHopByHop(given);
  const headers = new Headers();
  for (const [name, value] of Object.entries(given)) {
    if (value !== undefined && name !== "set-cookie" && name !== "content-length") headers.set(name, String(value));
  }
  setCookies(headers, answer, cookies);
  const hasBody = answer.status !== 204 && answer.status !== 304;
  return new Response(hasBody ? new Uint8Array(answer.body) : null, { status: answer.status, headers });
}

/** The cookies of both answers; where both set the same, the challenge's, whose session has the plan. */
function setCookies(headers: Headers, page: WholeAnswer | undefined, cookies: CookieJar | undefined): void {
  const jar = new CookieJar(undefined, "/");
  jar.take(page?.headers["set-cookie"]);
  jar.take(cookies?.toSet);
  for (const cookie of jar.toSet) headers.append("Set-Cookie", cookie);
}

/**
 * Where the flow leads at once, such as for somebody who is signed in. Left to the page are the executor's own address, which means "ask
 * again", apps, the inspector, which shows redirects before they are followed, and tabs that wait for each other.
 */
function redirectOf(
  challenge: Challenge,
  { facts: { proto, host, target: asked } }: Exchange,
  facts: PageFacts | undefined,
  query: string,
): string | undefined {
  if (challenge.component !== "xak-flow-redirect" || new URLSearchParams(query).has("inspector")) return undefined;
  const flags: Partial<PageFacts["brand"]["flags"]> | undefined = facts?.brand.flags;
  if (flags?.flows_continuous_login === true) return undefined;
  const here = `${proto}://${host}${asked}`;
  const target = redirectTarget(challenge.to, here);
  if (target.kind !== "page" || target.url.pathname.includes("/api/v3/flows/executor/")) return undefined;
  return target.url.href;
}

function render(
  { settings, built }: FlowPageOptions,
  exchange: Exchange,
  given: {
    readonly slug: string;
    readonly facts: PageFacts | undefined;
    readonly challenge: Challenge | undefined;
    readonly headers: Headers;
  },
): Response {
  const { slug, facts, challenge, headers } = given;
  const pageUrl = exchange.facts.target;
  const { webPath, captchaOrigin, frameAncestors } = settings;
  const locale = requestLocale(exchange, facts?.locale);
  const config: HostConfig = {
    apiBase: webPath,
    websocket: true,
    fallback: `${pageUrl}${pageUrl.includes("?") ? "&" : "?"}fallback`,
    ...(facts && { locale, compatibility: facts.isCompatible, brand: facts.brand, config: facts.config }),
    ...(facts && { flow: facts.flow, messages: facts.messages }),
    ...(captchaOrigin !== undefined && { captchaFrame: captchaOrigin + captchaFramePath }),
    ...(challenge && { challenge }),
  };
  const nonce = randomBytes(18).toString("base64");
  const text = renderPage(built.page, {
    slug,
    brand: facts?.brand,
    config,
    flowTitle: facts?.flow.title ?? challenge?.flow_info?.title ?? "",
    // Without the brand the form would change its place when its logo comes.
    challenge: facts && challenge,
    pageUrl,
    locale,
    nonce,
    preload: facts?.isCompatible ? built.compatibilityChunks : [],
    tellsNonce: false,
  });
  const components = challenge ? componentsOf(challenge) : ["ak-source-plex"];
  const extra = captchaOrigin === undefined ? {} : { "frame-src": [captchaOrigin] };
  headers.set("Content-Type", "text/html; charset=utf-8");
  headers.set("Content-Security-Policy", pagePolicy({ nonce, frameAncestors, components, extra }));
  headers.set("X-Content-Type-Options", "nosniff");
  return new Response(text, { headers });
}
