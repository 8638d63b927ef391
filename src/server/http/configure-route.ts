import type { Context, Hono } from "hono";
import { flowModel } from "../engine/models/flow-model.ts";
import { notFoundPage } from "./page-response.ts";
import type { AppEnv } from "./request-facts.ts";
import { byMethod, type RoutesContext } from "./routes-context.ts";
import { signInUrl } from "../engine/sign-in-url.ts";
import { startFlow } from "./start-flow.ts";

/** `/flows/-/configure/<stage>/`: the flow in which whoever is signed in sets up what a stage asks for. */
export function configureRoute(app: Hono<AppEnv>, routes: RoutesContext): void {
  app.all("/flows/-/configure/:stage/", byMethod({ GET: (c) => configure(c, routes) }));
}

function configure(c: Context<AppEnv>, routes: RoutesContext): Promise<Response> {
  const { services, requestSessions, pages } = routes;
  return requestSessions.visit(c, async (session) => {
    const { pathname, search } = new URL(c.req.url);
    if (!session.user) return { save: false, respond: () => c.redirect(signInUrl(pathname + search), 302) };
    const stage = services.store.objects.get(c.req.param("stage") ?? "");
    const pk = stage?.data.configure_flow;
    const flow = typeof pk === "string" ? services.models.get(flowModel, pk) : undefined;
    if (!flow || !(await startFlow(routes, c, session, flow))) {
      return { save: false, respond: () => notFoundPage(c, pages) };
    }
    return { save: true, respond: () => c.redirect(`/if/flow/${flow.slug}/${search}`, 302) };
  });
}
