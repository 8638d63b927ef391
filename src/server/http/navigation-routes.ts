import type { Context, Hono } from "hono";
import { safeNextPath } from "../../protocol/next-url.ts";
import { flowModel } from "../engine/models/flow-model.ts";
import { sessionEndStep } from "../stages/session-end-stage.ts";
import { brandOf, defaultFlow } from "./brands.ts";
import { landingPage } from "./landing-page.ts";
import { newNonce, notFoundPage, pageResponse } from "./page-response.ts";
import { plainPage } from "./plain-page.ts";
import type { AppEnv } from "./request-facts.ts";
import { byMethod, flowRequest, type RoutesContext } from "./routes-context.ts";
import type { Visited } from "./session-gate.ts";
import { signInUrl } from "./sign-in-url.ts";

/** The addresses that lead somewhere else, and the page where sign-in ends. */
export function navigationRoutes(app: Hono<AppEnv>, routes: RoutesContext): void {
  const { gate } = routes;
  app.all("/flows/-/default/:designation/", byMethod({ GET: (c) => toDefaultFlow(c, routes) }));
  app.all("/flows/-/cancel/", byMethod({ GET: (c) => cancel(c, routes) }));
  app.all(
    "/",
    byMethod({
      GET: (c) => gate.visit(c, async ({ user }) => redirectTo(c, user ? "/if/user/" : signInUrl("/"), false)),
    }),
  );
  app.all("/if/user/", byMethod({ GET: (c) => landing(c, routes) }));
  app.all("/demo/session-end/", byMethod({ GET: (c) => demoSessionEnd(c, routes) }));
  app.all("/demo/frame/", byMethod({ GET: (c) => demoFrame(c, routes), POST: (c) => demoFrame(c, routes) }));
}

function redirectTo(c: Context<AppEnv>, to: string, keep: boolean): Visited {
  return { keep, respond: () => c.redirect(to, 302) };
}

function toDefaultFlow(c: Context<AppEnv>, routes: RoutesContext): Promise<Response> {
  const { services, gate, pages } = routes;
  const designation = flowModel.fields.designation.parse(c.req.param("designation"));
  return gate.visit(c, async (session) => {
    const http = await flowRequest(routes, c, { session, query: new URL(c.req.url).search.slice(1) });
    const applies = async (pk: { pk: string; policy_engine_mode: "all" | "any" }): Promise<boolean> => {
      const result = await services.policies.evaluate(pk, { user: session.user, context: {}, http });
      return result.passing;
    };
    const brand = brandOf(services.models, gate.facts(c).host);
    const flow = designation.ok ? await defaultFlow(services.models, brand, designation.value, applies) : undefined;
    if (!flow) return { keep: false, respond: () => notFoundPage(c, pages) };
    const isOther = session.state.plan !== undefined && session.state.plan.flow !== flow.pk;
    if (isOther) session.cancelPlan();
    return redirectTo(c, `/if/flow/${flow.slug}/${new URL(c.req.url).search}`, isOther);
  });
}

/** Drops the plan. Without a safe `next` that means: out. */
function cancel(c: Context<AppEnv>, { gate }: RoutesContext): Promise<Response> {
  return gate.visit(c, async (session) => {
    const hadPlan = session.state.plan !== undefined;
    session.cancelPlan();
    const next = new URL(c.req.url).searchParams.get("next");
    return redirectTo(c, (next && safeNextPath(next)) || "/flows/-/default/invalidation/", hadPlan);
  });
}

function landing(c: Context<AppEnv>, { services, gate, pages }: RoutesContext): Promise<Response> {
  return gate.visit(c, async ({ user }) => {
    if (!user) return redirectTo(c, signInUrl("/if/user/"), false);
    const nonce = newNonce();
    const brand = brandOf(services.models, gate.facts(c).host);
    const html = landingPage(user, {
      brandTitle: brand.branding_title,
      galleryPath: pages.galleryPath,
      isAdministrator: services.membership.isSuperuser(user),
      nonce,
    });
    return { keep: false, respond: () => pageResponse(c, html, nonce, pages) };
  });
}

/** Does what a provider does when an application signs somebody out: plans a flow and appends the end of the session. */
function demoSessionEnd(c: Context<AppEnv>, routes: RoutesContext): Promise<Response> {
  const { services, gate, pages } = routes;
  return gate.visit(c, async (session) => {
    if (!session.user) return redirectTo(c, signInUrl("/demo/session-end/"), false);
    const flow = services.models.findUnique(flowModel, { slug: "default-provider-invalidation-flow" });
    if (!flow) return { keep: false, respond: () => notFoundPage(c, pages) };
    const application = { name: "Grafana", slug: "grafana", launch_url: "https://grafana.example/" };
    const http = await flowRequest(routes, c, { session, query: "" });
    const planned = await services.planner.plan(flow, { user: session.user, http, context: { application } });
    if (planned.kind === "not-applicable") return { keep: false, respond: () => notFoundPage(c, pages) };
    planned.plan.bindings.push(sessionEndStep());
    session.state.plan = planned.plan;
    session.state.history = [];
    return redirectTo(c, `/if/flow/${flow.slug}/`, true);
  });
}

/** Stands in for a page that a step shows in a frame, or sends a form to: says that it is done, as such pages do. */
function demoFrame(c: Context<AppEnv>, { pages }: RoutesContext): Response {
  const nonce = newNonce();
  const message = `{ source: "goauthentik.io", context: "flow-executor", message: "submit" }`;
  const script = `setTimeout(() => parent !== window && parent.postMessage(${message}, location.origin), 2000);`;
  const content = `<h1>A page of another application</h1><p><a href="/if/user/">Go home</a></p><script nonce="${nonce}">${script}</script>`;
  return pageResponse(c, plainPage("Demo", content, nonce), nonce, pages);
}
