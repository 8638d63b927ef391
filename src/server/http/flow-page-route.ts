import type { Context, Hono } from "hono";
import type { Challenge } from "../../protocol/challenges.ts";
import type { HostConfig, ServerMessage } from "../../protocol/host-config.ts";
import { flowTitle } from "../engine/flow-info.ts";
import { localisedText } from "../engine/localised-text.ts";
import type { FlowRequest } from "../engine/flow-request.ts";
import type { Flow } from "../engine/models/flow-model.ts";
import type { Session } from "../engine/session.ts";
import { signInForFlow } from "../engine/sign-in-url.ts";
import { serverConfig } from "./api-routes.ts";
import { accountChange, besideSigningIn } from "../../protocol/beside-signing-in.ts";
import { captchaFramePath } from "../../page/captcha-frame-policy.ts";
import { flowComponents } from "./flow-components.ts";
import { stageHandlers } from "../stages/registry.ts";
import { localisedChallenge, localisedMessages } from "./localised-challenge.ts";
import { brandOf, brandOnWire, type MatchedBrand, pageWishes } from "./brands.ts";
import { renderPage } from "../../page/render-page.ts";
import { newNonce, notFoundPage, pageResponse } from "./page-response.ts";
import type { AppEnv } from "./request-facts.ts";
import { byMethod, flowOf, flowRequest, type RoutesContext } from "./routes-context.ts";
import type { SessionOutcome } from "./request-sessions.ts";
import { withSignOut } from "../../page/sign-out-link.ts";

/** `/if/flow/<slug>/`: the page that runs a flow, with its first step in it where that can be known without doing anything. */
export function flowPageRoute(app: Hono<AppEnv>, routes: RoutesContext): void {
  const path = "/if/flow/:slug{[-a-zA-Z0-9_]+}/";
  app.all(
    path,
    byMethod({
      GET: (c) => {
        const flow = flowOf(routes, c);
        if (!flow) return notFoundPage(c, routes.pages);
        return routes.requestSessions.visit(c, (session) => visitPage(routes, c, flow, session));
      },
      // A form submitted before the script arrived: nothing of it is taken, the page comes back and can be used.
      POST: (c) => c.redirect(urlOf(c), 303),
    }),
  );
}

async function visitPage(
  routes: RoutesContext,
  c: Context<AppEnv>,
  flow: Flow,
  session: Session,
): Promise<SessionOutcome> {
  const query = new URL(c.req.url).search.slice(1);
  const before = session.checkpoint();
  const { ahead, request } = await challengeAhead(routes, c, flow, session, query);
  const signIn = signInForFlow(flow, query);
  if (ahead?.component === "xak-flow-redirect" && ahead.to === signIn) {
    return { save: false, respond: () => c.redirect(signIn, 302) };
  }
  const challenge = ahead && isStep(ahead) ? ahead : undefined;
  if (!challenge) session.restore(before);
  const components = flowComponents(routes.services.store, stageHandlers, flow, challenge);
  const messages = localisedMessages(session.state.messages, request.locale);
  session.state.messages = [];
  const html = await pageHtml(routes, c, { flow, session, request, challenge, messages });
  return {
    save: challenge !== undefined || messages.length > 0,
    respond: () => pageResponse(c, html.text, html.nonce, routes.pages, { components }),
  };
}

/** The flow's first step, if asking for it now is the same as asking for it a moment later. */
async function challengeAhead(
  routes: RoutesContext,
  c: Context<AppEnv>,
  flow: Flow,
  session: Session,
  query: string,
): Promise<{ ahead: Challenge | undefined; request: FlowRequest }> {
  const request = await flowRequest(routes, c, { session, query, isAhead: true });
  if (c.req.method !== "GET" || isPrefetch(c) || hasToken(query)) return { ahead: undefined, request };
  try {
    const answer = await routes.executor.execute(flow, request);
    return { ahead: answer.kind === "challenge" ? answer.challenge : undefined, request };
  } catch {
    // The page asks again by itself and shows the error then, or waits if the server is busy.
    return { ahead: undefined, request };
  }
}

function isStep({ component }: Challenge): boolean {
  return component !== "xak-flow-redirect" && component !== "ak-stage-access-denied";
}

/** Tokens are used up or change the plan: that has to wait for somebody who really opens the page. */
function hasToken(query: string): boolean {
  const parameters = new URLSearchParams(query);
  return ["flow_token", "itoken", "token"].some((name) => parameters.has(name));
}

function isPrefetch(c: Context<AppEnv>): boolean {
  return ["sec-purpose", "purpose", "x-moz"].some((name) =>
    /prefetch|prerender|preview/i.test(c.req.header(name) ?? ""),
  );
}

async function pageHtml(
  { services, requestSessions, pages }: RoutesContext,
  c: Context<AppEnv>,
  given: {
    flow: Flow;
    session: Session;
    request: FlowRequest;
    challenge: Challenge | undefined;
    messages: readonly ServerMessage[];
  },
): Promise<{ text: string; nonce: string }> {
  if (!pages.loadPage) throw new Error("There is no page to serve: the interface has not been built.");
  const { flow, session, request, messages } = given;
  const matched = brandOf(services.models, requestSessions.facts(c).host);
  const plainBrand = brandOnWire(services.models, matched);
  const { locale } = request;
  const brand = session.user && !signsOut(flow) ? withSignOut(plainBrand, locale) : plainBrand;
  const challenge = given.challenge && localisedChallenge(given.challenge, locale);
  const { plan } = session.state;
  const ownTitle = flowTitle(flow, plan?.flow === flow.pk ? plan : undefined, request);
  const title = challenge?.flow_info?.title ?? localisedText(ownTitle, locale);
  const config: HostConfig = {
    apiBase: "/",
    locale,
    account: session.user?.username ?? "",
    compatibility: flow.compatibility_mode,
    brand,
    config: serverConfig,
    flow: {
      title,
      background: background(flow, matched),
      layout: flow.layout,
      ...(hasWayOut(flow) && { designation: flow.designation }),
    },
    messages,
    ...pageWishes(matched),
    websocket: pages.websocket, // Said in either case: where it is not, pages try.
    ...(pages.captchaOrigin && { captchaFrame: pages.captchaOrigin + captchaFramePath }),
    ...(challenge && { challenge }),
  };
  const nonce = newNonce();
  const pageUrl = urlOf(c);
  const text = renderPage(await pages.loadPage(pageUrl), {
    slug: flow.slug,
    brand,
    config,
    flowTitle: title,
    challenge,
    pageUrl,
    locale,
    nonce,
    preload: flow.compatibility_mode ? pages.compatibilityChunks : [],
    tellsNonce: Object.keys(pages.extraCsp).length > 0,
  });
  return { text, nonce };
}

/** Whether the page offers a way out of the flow, which depends on what that is for. */
function hasWayOut({ designation }: Flow): boolean {
  return besideSigningIn.has(designation) || designation === accountChange;
}

/** A page that does nothing but sign out needs no link to itself. */
function signsOut({ designation }: Flow): boolean {
  return designation === "invalidation";
}

function background(flow: Flow, brand: MatchedBrand): string {
  return (flow.background || brand.branding_default_flow_background).replaceAll("%(theme)s", "light");
}

function urlOf(c: Context<AppEnv>): string {
  const { pathname, search } = new URL(c.req.url);
  return pathname + search;
}
