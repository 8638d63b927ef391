import type { Context } from "hono";
import { ownLocale } from "../engine/own-locale.ts";
import type { Executor } from "../engine/executor.ts";
import type { FlowRequest } from "../engine/flow-request.ts";
import { type Flow, flowModel } from "../engine/models/flow-model.ts";
import type { Session } from "../engine/session.ts";
import type { Services } from "../engine/services.ts";
import { brandLocale, brandOf } from "./brands.ts";
import type { Policy } from "../../page/policy.ts";
import type { Locale } from "../../protocol/locales/locales.ts";
import type { PageLink } from "./link-group.ts";
import type { AppEnv } from "./request-facts.ts";
import { localeOf } from "./locale-of.ts";
import type { LiveClients } from "./live-clients.ts";
import type { RequestSessions } from "./request-sessions.ts";
import type { SignedCookies } from "./signed-cookies.ts";

/** How pages are made. */
export interface PageOptions {
  /** The built `index.html`, or the one a development server transforms, for a URL. */
  readonly loadPage: ((url: string) => Promise<string>) | undefined;
  /** Who may frame pages, as CSP sources. */
  readonly frameAncestors: readonly string[];
  readonly extraCsp: Policy;
  /** Where captchas have a host of their own. */
  readonly captchaOrigin: string | undefined;
  /** Whether pages may open a WebSocket. */
  readonly websocket: boolean;
  /** URLs of the scripts that flows in compatibility mode need first. */
  readonly compatibilityChunks: readonly string[];
  /** Links on the page where sign-in ends, to what else the server has. */
  readonly links: readonly PageLink[];
}

/** What the routes share. */
export interface RoutesContext {
  readonly services: Services;
  readonly executor: Executor;
  readonly requestSessions: RequestSessions;
  readonly cookies: SignedCookies;
  readonly live: LiveClients;
  /** The host that passkeys are for, where it is not the one that people sign in at. */
  readonly relyingParty: string | undefined;
  readonly pages: PageOptions;
  /** Told of every error that nobody expected. */
  readonly onError: (error: unknown, requestId: string) => void;
}

type Answer = (c: Context<AppEnv>) => Response | Promise<Response>;

/** Picks the handler for the request's method; HEAD is answered like GET. */
export function byMethod(handlers: Readonly<Record<string, Answer>>): Answer {
  return (c) => {
    const handler = handlers[c.req.method === "HEAD" ? "GET" : c.req.method];
    if (handler) return handler(c);
    const allow = Object.keys(handlers).join(", ");
    return c.json({ detail: `Method "${c.req.method}" not allowed.` }, 405, { Allow: allow });
  };
}

/** The flow that the path names. */
export function flowOf({ services }: RoutesContext, c: Context<AppEnv>): Flow | undefined {
  return services.models.findUnique(flowModel, { slug: c.req.param("slug") });
}

/** The language to answer whoever has a session in. @param query the page's own query string */
export function visitLocale(
  { requestSessions, services }: RoutesContext,
  c: Context<AppEnv>,
  { user }: Pick<Session, "user">,
  query: string,
): Locale {
  const brand = brandOf(services.models, requestSessions.facts(c).host);
  return localeOf(c, query, { own: ownLocale(user), brand: brandLocale(brand) });
}

/** What the engine needs to know of a request. */
export async function flowRequest(
  routes: RoutesContext,
  c: Context<AppEnv>,
  given: { session: Session; query: string } & Partial<Pick<FlowRequest, "method" | "body" | "isAhead" | "outerNext">>,
): Promise<FlowRequest> {
  const { requestSessions, cookies, services, relyingParty } = routes;
  const { origin, host, clientIp, clientNetwork } = requestSessions.facts(c);
  const brand = brandOf(services.models, host);
  const deviceUid = await cookies.deviceUid(c);
  const rememberedMfa = await cookies.rememberedMfa(c);
  return {
    method: "GET",
    path: c.req.path,
    userAgent: c.req.header("user-agent") ?? "",
    ...given,
    origin,
    relyingParty,
    pageOrigin: c.get("embedding")?.origin,
    brand,
    locale: visitLocale(routes, c, given.session, given.query),
    clientIp,
    clientNetwork,
    requestId: c.get("requestId"),
    deviceUid,
    rememberedMfa,
    now: Date.now(),
  };
}
