import type { Context, Hono } from "hono";
import { isLately, type Session } from "../engine/session.ts";
import type { FlowRequest } from "../engine/flow-request.ts";
import { normalName } from "../store/normal-name.ts";
import type { User } from "../store/user-store.ts";
import { authenticate, inbuiltBackend } from "../stages/password-backends.ts";
import { accountSessions } from "./account-sessions.ts";
import { brandOf } from "./brands.ts";
import { accountFlows } from "./account-flows.ts";
import { checkCsrf } from "./csrf.ts";
import { csrfToken } from "./csrf-token.ts";
import { landingPage } from "./landing-page.ts";
import { newNonce, pageResponse } from "./page-response.ts";
import { readForm } from "./read-json-body.ts";
import type { AppEnv } from "./request-facts.ts";
import { byMethod, flowRequest, type RoutesContext } from "./routes-context.ts";
import type { Visited } from "./session-gate.ts";
import { signInUrl } from "./sign-in-url.ts";

/** `/if/user/`: where sign-in ends, and where one sees and ends one's sessions (OWASP ASVS 5.0, 7.5.2). */
export function accountRoute(app: Hono<AppEnv>, routes: RoutesContext): void {
  app.all(
    "/if/user/",
    byMethod({ GET: (c) => forUser(routes, c, (user, session) => overview(routes, c, user, session)) }),
  );
  app.all(
    "/if/user/sessions/",
    byMethod({
      GET: (c) => c.redirect("/if/user/", 302),
      // Read before the session is locked, so that a slow sender holds up nobody.
      POST: async (c) => {
        const form = await readForm(c.req.raw);
        return forUser(routes, c, (user, session) => end(routes, c, { user, session, form }));
      },
    }),
  );
}

function forUser(
  { gate }: RoutesContext,
  c: Context<AppEnv>,
  work: (user: User, session: Session) => Visited | Promise<Visited>,
): Promise<Response> {
  return gate.visit(c, async (session) =>
    session.user
      ? work(session.user, session)
      : { keep: false, respond: () => c.redirect(signInUrl("/if/user/"), 302) },
  );
}

function overview(
  { services, gate, pages }: RoutesContext,
  c: Context<AppEnv>,
  user: User,
  session: Session,
  told: { notice?: string; status?: 200 | 400; keep?: boolean } = {},
): Visited {
  const nonce = newNonce();
  const now = Date.now();
  const brand = brandOf(services.models, gate.facts(c).host);
  const html = landingPage(user, {
    brandTitle: brand.branding_title,
    groups: pages.links ?? [{ title: "Your account", links: accountFlows(services.models) }],
    galleryPath: pages.galleryPath,
    isAdministrator: services.membership.isSuperuser(user),
    sessions: accountSessions({
      sessions: services.store.sessions.listByUser(user.pk, now),
      own: session.id,
      token: csrfToken(c),
      asksPassword: !isLately(session.state.authenticatedAt, now),
      notice: told.notice,
    }),
    nonce,
  });
  return {
    keep: told.keep ?? false,
    respond: () => pageResponse(c, html, nonce, pages, { status: told.status ?? 200 }),
  };
}

async function end(
  routes: RoutesContext,
  c: Context<AppEnv>,
  { user, session, form }: { user: User; session: Session; form: URLSearchParams },
): Promise<Visited> {
  checkCsrf(c, routes.gate.facts(c), form.get("token") ?? "");
  const { sessions } = routes.services.store;
  const request = await flowRequest(routes, c, { session, query: "", method: "POST" });
  // The password changes it, and what was opened is kept until the new one is.
  const own = session.id;
  const refused = await passwordFault(routes, request, user, form.get("password") ?? "");
  if (refused !== undefined) return overview(routes, c, user, session, { notice: refused, status: 400 });
  const which = form.get("end") ?? "";
  if (which === "others") sessions.removeOthers(user.pk, own);
  else if (which !== own && sessions.listByUser(user.pk, request.now).some(({ id }) => id === which)) {
    sessions.remove(which);
  } else return overview(routes, c, user, session, { notice: "That session has ended already.", keep: true });
  const notice = which === "others" ? "All other sessions have ended." : "The session has ended.";
  return overview(routes, c, user, session, { notice, keep: true });
}

/** Whoever signed in a while ago shows that they are still who they were. */
async function passwordFault(
  { services }: RoutesContext,
  request: FlowRequest,
  user: User,
  password: string,
): Promise<string | undefined> {
  const { session, now } = request;
  if (isLately(session.state.authenticatedAt, now)) return undefined;
  if (password === "")
    return "Type your password to end a session. If you have none, sign out and sign in again first.";
  const credentials = { typed: normalName(user.username), user, password, backends: [inbuiltBackend] };
  const authenticated = await authenticate(services, request, credentials);
  if (authenticated.user) {
    session.reauthenticate(now);
    return undefined;
  }
  return authenticated.reason ?? "That is not your password.";
}
