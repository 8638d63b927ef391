import type { Context, Hono } from "hono";
import type { ChallengeOf } from "../../protocol/challenges.ts";
import { executorUrl } from "../../protocol/flow-url.ts";
import { prefersRepresentation, representation } from "../../edge/prefers-representation.ts";
import { BusyError } from "../engine/busy-error.ts";
import type { ExecutorAnswer } from "../engine/executor.ts";
import type { FlowRequest } from "../engine/flow-request.ts";
import { Refusal } from "../engine/refusal.ts";
import type { Flow } from "../engine/models/flow-model.ts";
import type { Session } from "../engine/session.ts";
import { brandOf, brandOnWire } from "./brands.ts";
import { checkCsrf } from "./csrf.ts";
import { localisedChallenge, localisedMessages } from "./localised-challenge.ts";
import { takesFiles } from "./flow-components.ts";
import { readJsonBody } from "./read-json-body.ts";
import { reportError } from "./report-error.ts";
import type { AppEnv } from "./request-facts.ts";
import { flowOf, flowRequest, type RoutesContext } from "./routes-context.ts";
import type { SessionOutcome } from "./request-sessions.ts";

/** Bytes of an answer with files: six million, as the page lets people choose, in base 64, and what else was typed. */
const withFiles = 8.25e6;
/** Steps in a row that show nothing and are gone through in one request; one more is a redirect again. */
const mostHops = 10;

/**
 * `/api/v3/flows/executor/<slug>/`: whatever happens beyond an unknown slug is a challenge with status 200, or a redirect to itself; only a
 * server that has too much to do says so with status 503, and has changed nothing.
 */
export function executorRoute(app: Hono<AppEnv>, routes: RoutesContext): void {
  app.all("/api/v3/flows/executor/:slug{[-a-zA-Z0-9_]+}/", async (c) => {
    const flow = flowOf(routes, c);
    if (!flow) return c.json({ detail: "Not found." }, 404);
    // Read before the session is locked, so that a slow sender holds up nobody.
    const body = await bodyOf(c, takesFiles(routes.services.store, flow) ? withFiles : undefined);
    return routes.requestSessions.visit(c, async (session) => {
      try {
        return await execute(routes, c, { flow, session, body });
      } catch (error) {
        if (error instanceof BusyError) throw error;
        return { save: true, respond: () => c.json(flowError(routes, c, { flow, session, error })) };
      }
    });
  });
}

type Body = { value: unknown } | { error: unknown };

async function bodyOf(c: Context<AppEnv>, maxBytes: number | undefined): Promise<Body> {
  if (c.req.method !== "POST") return { value: undefined };
  try {
    return { value: await readJsonBody(c.req.raw, maxBytes) };
  } catch (error) {
    return { error };
  }
}

async function execute(
  routes: RoutesContext,
  c: Context<AppEnv>,
  { flow, session, body }: { flow: Flow; session: Session; body: Body },
): Promise<SessionOutcome> {
  const method = c.req.method === "HEAD" ? "GET" : c.req.method;
  if (method !== "GET" && method !== "POST") throw new Refusal(`Method "${method}" not allowed.`);
  if (method === "POST" && session.user) checkCsrf(c, routes.requestSessions.facts(c));
  if ("error" in body) throw body.error;
  const parameters = new URL(c.req.url).searchParams;
  const query = parameters.getAll("query").at(-1) ?? "";
  const outerNext = parameters.get("next") ?? undefined;
  const request = await flowRequest(routes, c, { session, query, method, body: body.value, outerNext });
  const isShown = method === "POST" && prefersRepresentation(c.req.header("prefer"));
  const answered = await routes.executor.execute(flow, request);
  const answer = isShown ? await afterRedirects(routes, flow, request, answered) : answered;
  const { locale } = request;
  const matched = brandOf(routes.services.models, routes.requestSessions.facts(c).host);
  session.state.messages = localisedMessages(session.state.messages, locale);
  return {
    save: true,
    respond: () => {
      if (
        session.cookies.csrfToken !== undefined &&
        brandOnWire(routes.services.models, matched).flags?.flows_refresh_others
      ) {
        routes.live.announceLogin(session.state.key, request.deviceUid);
      }
      if (answer.kind === "again") return c.redirect(executorUrl("/", flow.slug, query), 302);
      if (isShown) c.header("Preference-Applied", representation);
      return c.json(localisedChallenge(answer.challenge, locale));
    },
  };
}

/** What a client gets that follows the redirects of an accepted answer, each of them a request of its own. */
async function afterRedirects(
  { executor }: RoutesContext,
  flow: Flow,
  request: FlowRequest,
  first: ExecutorAnswer,
): Promise<ExecutorAnswer> {
  let answer = first;
  for (let hops = 0; answer.kind === "again" && hops < mostHops; hops += 1) {
    const { knownDevice, rememberedMfa = request.rememberedMfa } = request.session.cookies;
    const deviceUid = knownDevice?.uid ?? request.deviceUid;
    answer = await executor.execute(flow, { ...request, method: "GET", body: undefined, deviceUid, rememberedMfa });
  }
  return answer;
}

/** How it came about is shown only to those who may see everything anyway. */
function flowError(
  routes: RoutesContext,
  c: Context<AppEnv>,
  { flow, session, error }: { flow: Flow; session: Session; error: unknown },
): ChallengeOf<"ak-stage-flow-error"> {
  const requestId = c.get("requestId");
  reportError(routes, error, requestId, `The flow ${flow.slug} was stopped`);
  const plain = { component: "ak-stage-flow-error", request_id: requestId } as const;
  if (!routes.services.membership.isDebugger(session.user)) return plain;
  if (!(error instanceof Error)) return { ...plain, error: String(error) };
  return { ...plain, error: error.message, traceback: error.stack ?? "" };
}
