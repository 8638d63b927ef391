import type { Context } from "hono";
import type { Session } from "../../engine/session.ts";
import { checkCsrf, CsrfError } from "../csrf.ts";
import { errorNotice, notFoundPage } from "../page-response.ts";
import { BodyError } from "../read-json-body.ts";
import type { SessionOutcome } from "../request-sessions.ts";
import type { AppEnv } from "../request-facts.ts";
import type { RoutesContext } from "../routes-context.ts";
import { signInUrl } from "../../engine/sign-in-url.ts";

/** Others than administrators learn nothing of these pages; whoever is not signed in may do that first. */
export function pageForAdministrator(
  routes: RoutesContext,
  c: Context<AppEnv>,
  work: (session: Session) => SessionOutcome | Promise<SessionOutcome>,
): Promise<Response> {
  const { services, requestSessions, pages } = routes;
  return requestSessions.visit(c, async (session) => {
    const { pathname, search } = new URL(c.req.url);
    if (!session.user) return { save: false, respond: () => c.redirect(signInUrl(pathname + search), 302) };
    if (!services.membership.isSuperuser(session.user)) return { save: false, respond: () => notFoundPage(c, pages) };
    try {
      return await work(session);
    } catch (error) {
      if (!(error instanceof BodyError || error instanceof CsrfError)) throw error;
      return { save: false, respond: () => errorNotice(c, pages, error.message) };
    }
  });
}

/** Forms repeat the token of the cookie, as the app does with a header. */
export function checkForm({ requestSessions }: RoutesContext, c: Context<AppEnv>, form: FormData): void {
  const token = form.get("token");
  checkCsrf(c, requestSessions.facts(c), typeof token === "string" ? token : undefined);
}
