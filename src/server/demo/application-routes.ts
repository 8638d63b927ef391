import type { Context, Hono } from "hono";
import { html, trustedHtml } from "../../page/html.ts";
import { sentence } from "../../protocol/locales/words.ts";
import { safeNextPath } from "../../protocol/next-url.ts";
import { parseUrl } from "../../protocol/parse-url.ts";
import { flowModel } from "../engine/models/flow-model.ts";
import { autosubmitStep } from "../stages/autosubmit-stage.ts";
import { sessionEndStep } from "../stages/session-end-stage.ts";
import { newNonce, notFoundPage, pageResponse } from "../http/page-response.ts";
import { plainPage } from "../../page/plain-page.ts";
import type { PageWords } from "../http/page-words.ts";
import type { AppEnv } from "../http/request-facts.ts";
import { byMethod, type RoutesContext } from "../http/routes-context.ts";
import { signInUrl } from "../engine/sign-in-url.ts";
import { type FlowStart, startFlow } from "../http/start-flow.ts";
import { demoWords } from "./demo-page.ts";

/** The application that the demonstration stands in for. */
const application = { name: "Grafana", slug: "grafana", launch_url: "https://grafana.example/" };

function permissions({ text }: PageWords): { id: string; name: string }[] {
  return [
    { id: "profile", name: text("See your name") },
    { id: "email", name: text("See your email address") },
  ];
}

/** Where the application waits for an answer, unless it says otherwise. */
const callbackPath = "/demo/authorized/";

/** Does what providers do for applications: authorizes one, and ends a session with one. */
export function demoApplicationRoutes(app: Hono<AppEnv>, routes: RoutesContext): void {
  app.all(
    "/demo/authorize/",
    byMethod({
      GET: (c) => {
        const back = callback(routes, c);
        const consent = c.req.query("consent") === "implicit" ? "implicit" : "explicit";
        return begin(routes, c, `default-provider-authorization-${consent}-consent`, {
          context: {
            application,
            consent_header: sentence("You're about to sign into {0}.", application.name),
            consent_permissions: permissions(demoWords(routes, c)),
            redirect: back(),
            refused: back("access_denied"),
          },
        });
      },
    }),
  );
  app.all(
    "/demo/saml/",
    byMethod({
      GET: (c) =>
        begin(routes, c, "default-provider-authorization-explicit-consent", {
          context: { application, refused: `${callbackPath}?error=access_denied` },
          extend: (plan) =>
            plan.bindings.push(
              autosubmitStep({
                title: sentence("Redirecting to {0}…", application.name),
                url: callbackPath,
                attrs: { SAMLResponse: "demo", RelayState: "" },
              }),
            ),
        }),
    }),
  );
  const authorized = (c: Context<AppEnv>): Response =>
    page(routes, c, ({ text }) =>
      c.req.query("error") === undefined
        ? text("You are signed in to {0}", application.name)
        : text("You are not signed in to {0}", application.name),
    );
  app.all(callbackPath, byMethod({ GET: authorized, POST: authorized }));
  app.all(
    "/demo/session-end/",
    byMethod({
      GET: (c) =>
        begin(routes, c, "default-provider-invalidation-flow", {
          context: { application },
          extend: (plan) => plan.bindings.push(sessionEndStep()),
        }),
    }),
  );
  app.all("/demo/frame/", byMethod({ GET: (c) => frame(routes, c), POST: (c) => frame(routes, c) }));
}

/**
 * What the application's address is with an answer to it (RFC 6749, 4.1.2): that it may go on, or why not. Only addresses of this server are
 * known; with any other the usual one is meant.
 */
function callback({ requestSessions }: RoutesContext, c: Context<AppEnv>): (error?: string) => string {
  const { origin } = requestSessions.facts(c);
  const { redirect_uri: wanted = callbackPath, state } = c.req.query();
  const url = parseUrl(wanted, origin);
  const path = url?.origin === origin ? safeNextPath(url.pathname + url.search) : undefined;
  return (error) => {
    const to = new URL(path ?? callbackPath, origin);
    if (error !== undefined) to.searchParams.set("error", error);
    if (state !== undefined) to.searchParams.set("state", state);
    return to.pathname + to.search;
  };
}

/** Plans a flow for whoever is signed in, and goes there. */
function begin(routes: RoutesContext, c: Context<AppEnv>, slug: string, start: FlowStart): Promise<Response> {
  const { services, requestSessions, pages } = routes;
  return requestSessions.visit(c, async (session) => {
    if (!session.user)
      return { save: false, respond: () => c.redirect(signInUrl(c.req.path + new URL(c.req.url).search), 302) };
    const flow = services.models.findUnique(flowModel, { slug });
    const isStarted = flow !== undefined && (await startFlow(routes, c, session, flow, start));
    if (!isStarted) return { save: false, respond: () => notFoundPage(c, pages) };
    // A flow without a step is over before its page.
    const to = session.state.plan === undefined ? start.context?.redirect : undefined;
    return { save: true, respond: () => c.redirect(to ?? `/if/flow/${slug}/`, 302) };
  });
}

function page(routes: RoutesContext, c: Context<AppEnv>, titleOf: (words: PageWords) => string, script = ""): Response {
  const nonce = newNonce();
  const words = demoWords(routes, c);
  const { text, locale } = words;
  const element = script !== "" && html`<script nonce="${nonce}">${trustedHtml(script)}</script>`;
  const content = html`<h1>${titleOf(words)}</h1><p><a href="/if/user/">${text("Go to the overview")}</a></p>${element}`;
  return pageResponse(c, plainPage(text("Demo"), content, nonce, { locale }), nonce, routes.pages);
}

/** Stands in for a page that a step shows in a frame, or sends a form to: says that it is done, as such pages do. */
function frame(routes: RoutesContext, c: Context<AppEnv>): Response {
  const message = `{ source: "goauthentik.io", context: "flow-executor", message: "submit" }`;
  const script = `setTimeout(() => parent !== window && parent.postMessage(${message}, location.origin), 2000);`;
  return page(routes, c, ({ text }) => text("A page of another application"), script);
}
