import { sentence } from "../../protocol/locales/words.ts";
import type { Context, Hono } from "hono";
import { queryParameter } from "../engine/flow-request.ts";
import type { Session } from "../engine/session.ts";
import { keyDigest } from "../store/key-digest.ts";
import { beginOauth, finishOauth, notSetUp, OauthError } from "../stages/sources/oauth-client.ts";
import { hasAddresses, type OauthSource, oauthSourceModel } from "../stages/sources/oauth-source-model.ts";
import { continueFromSource } from "../stages/sources/source-login.ts";
import { errorNotice, notFoundPage } from "./page-response.ts";
import type { AppEnv } from "./request-facts.ts";
import { byMethod, flowRequest, type RoutesContext } from "./routes-context.ts";
import type { SessionOutcome } from "./request-sessions.ts";

type Work = (c: Context<AppEnv>, source: OauthSource, session: Session) => Promise<SessionOutcome>;

/** The way to an OAuth source and back. */
export function sourceRoutes(app: Hono<AppEnv>, routes: RoutesContext): void {
  const { services, requestSessions, pages } = routes;
  const forSource = (work: Work) => (c: Context<AppEnv>) =>
    requestSessions.visit(c, async (session) => {
      const source = services.models.findUnique(oauthSourceModel, { slug: c.req.param("slug") ?? "" });
      return source?.enabled ? work(c, source, session) : { save: false, respond: () => notFoundPage(c, pages) };
    });
  const slug = ":slug{[-a-zA-Z0-9_]+}";
  app.all(`/source/oauth/login/${slug}/`, byMethod({ GET: forSource((c, ...rest) => begin(routes, c, ...rest)) }));
  app.all(`/source/oauth/callback/${slug}/`, byMethod({ GET: forSource((c, ...rest) => finish(routes, c, ...rest)) }));
}

async function begin(
  { requestSessions, pages }: RoutesContext,
  c: Context<AppEnv>,
  source: OauthSource,
  session: Session,
): Promise<SessionOutcome> {
  if (!hasAddresses(source)) {
    return { save: false, respond: () => errorNotice(c, pages, notSetUp) };
  }
  const { search, searchParams } = new URL(c.req.url);
  const attempt = await beginOauth(source, callbackUrl(requestSessions.facts(c).origin, source));
  const { state, verifier, url } = attempt;
  const key = searchParams.get("resume");
  const resume = key === null ? undefined : keyDigest(key);
  session.state.sourceLogin = { source: source.slug, state, verifier, query: search.slice(1), resume };
  return { save: true, respond: () => c.redirect(url, 302) };
}

async function finish(
  routes: RoutesContext,
  c: Context<AppEnv>,
  source: OauthSource,
  session: Session,
): Promise<SessionOutcome> {
  const { services, requestSessions, pages } = routes;
  const refuse = (message: string): SessionOutcome => ({ save: true, respond: () => errorNotice(c, pages, message) });
  const { sourceLogin: attempt } = session.state;
  session.state.sourceLogin = undefined;
  if (attempt?.source !== source.slug)
    return refuse(sentence("This sign-in was not begun in this browser, or is over."));
  const returned = new URL(c.req.url);
  const redirectUri = callbackUrl(requestSessions.facts(c).origin, source);
  try {
    const profile = await finishOauth(source, attempt, { returned, redirectUri }, services.fetch);
    const request = await flowRequest(routes, c, { session, query: attempt.query });
    const outcome = await continueFromSource(services, request, source, { profile, resume: attempt.resume });
    if ("denied" in outcome) return refuse(outcome.denied);
    const next = queryParameter(attempt.query, "next");
    const query = next === undefined ? "" : `?${new URLSearchParams({ next }).toString()}`;
    return { save: true, respond: () => c.redirect(`/if/flow/${outcome.flow.slug}/${query}`, 302) };
  } catch (error) {
    if (!(error instanceof OauthError)) throw error;
    return refuse(error.message);
  }
}

function callbackUrl(origin: string, { slug }: OauthSource): string {
  return `${origin}/source/oauth/callback/${slug}/`;
}
