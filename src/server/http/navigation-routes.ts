import type { Context, Hono } from "hono";
import { safeNextPath } from "../../protocol/next-url.ts";
import { flowModel } from "../engine/models/flow-model.ts";
import { brandOf, defaultFlow } from "./brands.ts";
import { isCrossSite } from "./edge/cross-site.ts";
import { notFoundPage } from "./page-response.ts";
import type { AppEnv } from "./request-facts.ts";
import { byMethod, flowRequest, type RoutesContext } from "./routes-context.ts";
import type { SessionOutcome } from "./request-sessions.ts";
import { signInUrl } from "../engine/sign-in-url.ts";

/** The addresses that lead somewhere else, and the page where sign-in ends. */
export function navigationRoutes(app: Hono<AppEnv>, routes: RoutesContext): void {
  const { requestSessions } = routes;
  app.all("/flows/-/default/:designation/", byMethod({ GET: (c) => toDefaultFlow(c, routes) }));
  app.all("/flows/-/cancel/", byMethod({ GET: (c) => cancel(c, routes) }));
  app.all(
    "/",
    byMethod({
      GET: (c) =>
        requestSessions.visit(c, async ({ user }) => redirectTo(c, user ? "/if/user/" : signInUrl("/"), false)),
    }),
  );
}

function redirectTo(c: Context<AppEnv>, to: string, save: boolean): SessionOutcome {
  return { save, respond: () => c.redirect(to, 302) };
}

function toDefaultFlow(c: Context<AppEnv>, routes: RoutesContext): Promise<Response> {
  const { services, requestSessions, pages } = routes;
  const designation = flowModel.fields.designation.parse(c.req.param("designation"));
  return requestSessions.visit(c, async (session) => {
    const http = await flowRequest(routes, c, { session, query: new URL(c.req.url).search.slice(1) });
    const applies = async (pk: { pk: string; policy_engine_mode: "all" | "any" }): Promise<boolean> => {
      const result = await services.policies.evaluate(pk, { user: session.user, context: {}, http });
      return result.passing;
    };
    const brand = brandOf(services.models, requestSessions.facts(c).host);
    const flow = designation.ok ? await defaultFlow(services.models, brand, designation.value, applies) : undefined;
    if (!flow) return { save: false, respond: () => notFoundPage(c, pages) };
    const isOther = session.state.plan !== undefined && session.state.plan.flow !== flow.pk;
    if (isOther) session.cancelPlan();
    return redirectTo(c, `/if/flow/${flow.slug}/${new URL(c.req.url).search}`, isOther);
  });
}

/**
 * Drops the plan and leads back: to the application that asked for something, to `next`, or to the overview. Who has not signed in yet goes
 * out, as the protocol has it; nobody else is signed out by this.
 */
function cancel(c: Context<AppEnv>, { requestSessions }: RoutesContext): Promise<Response> {
  return requestSessions.visit(c, async (session) => {
    const { plan, user } = session.state;
    // A link on another site leads away from a flow, but does not end it.
    const isOurs = plan !== undefined && (!isCrossSite(c) || c.get("embedding") !== undefined);
    const refused = isOurs ? plan.context.refused : undefined;
    if (isOurs) session.cancelPlan();
    const next = new URL(c.req.url).searchParams.get("next");
    const back = (next && safeNextPath(next)) || (user ? "/" : "/flows/-/default/invalidation/");
    return redirectTo(c, refused ?? back, isOurs);
  });
}
