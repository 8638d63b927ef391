import type { Context } from "hono";
import type { Html } from "../../../page/html.ts";
import type { Session } from "../../engine/session.ts";
import { signInUrl } from "../../engine/sign-in-url.ts";
import { checkCsrf, CsrfError } from "../csrf.ts";
import { csrfToken } from "../csrf-token.ts";
import { errorNotice, newNonce, notFoundPage, pageResponse } from "../page-response.ts";
import { type PageWords, pageWords } from "../page-words.ts";
import { BodyError } from "../read-json-body.ts";
import { readUploadForm } from "../read-upload.ts";
import type { SessionOutcome } from "../request-sessions.ts";
import type { AppEnv } from "../request-facts.ts";
import { flowOf, type RoutesContext, visitLocale } from "../routes-context.ts";
import type { Flow } from "../../engine/models/flow-model.ts";
import { adminPage } from "./admin-page.ts";

/** An administrator at one of their pages. */
export interface AdminVisit extends PageWords {
  readonly routes: RoutesContext;
  readonly c: Context<AppEnv>;
  readonly session: Session;
  /** Repeats the CSRF cookie. */
  readonly token: string;
}

type Work = (visit: AdminVisit) => SessionOutcome | Promise<SessionOutcome>;

/** Others than administrators learn nothing of these pages; whoever is not signed in may do that first. */
export function pageForAdministrator(routes: RoutesContext, work: Work): (c: Context<AppEnv>) => Promise<Response> {
  const { services, requestSessions, pages } = routes;
  return (c) =>
    requestSessions.visit(c, async (session) => {
      const { pathname, search } = new URL(c.req.url);
      if (!session.user) return { save: false, respond: () => c.redirect(signInUrl(pathname + search), 302) };
      if (!services.membership.isSuperuser(session.user)) return { save: false, respond: () => notFoundPage(c, pages) };
      const words = pageWords(visitLocale(routes, c, session, search.slice(1)));
      try {
        return await work({ ...words, routes, c, session, token: csrfToken(c) });
      } catch (error) {
        if (!(error instanceof BodyError || error instanceof CsrfError)) throw error;
        return { save: false, respond: () => errorNotice(c, pages, error.message) };
      }
    });
}

/** The same for a page of the flow that the path names. */
export function pageOfFlow(
  routes: RoutesContext,
  work: (visit: AdminVisit, flow: Flow) => SessionOutcome | Promise<SessionOutcome>,
): (c: Context<AppEnv>) => Promise<Response> {
  return pageForAdministrator(routes, (visit) => {
    const flow = flowOf(routes, visit.c);
    return flow ? work(visit, flow) : { save: false, respond: () => notFoundPage(visit.c, routes.pages) };
  });
}

/** The form that was sent. Forms repeat the token of the cookie, as the app does with a header. */
export async function sentForm({ routes: { requestSessions }, c }: AdminVisit): Promise<FormData> {
  const form = await readUploadForm(c.req.raw);
  const token = form.get("token");
  checkCsrf(c, requestSessions.facts(c), typeof token === "string" ? token : undefined);
  return form;
}

/** Answers with a page around what it is about. */
export function showAdminPage(
  visit: AdminVisit,
  title: string,
  content: Html,
  { status = 200 }: { status?: 200 | 400 } = {},
): SessionOutcome {
  const { c, routes } = visit;
  const nonce = newNonce();
  const page = adminPage(title, content, { nonce, words: visit });
  return { save: false, respond: () => pageResponse(c, page, nonce, routes.pages, { status }) };
}

/** Goes to another page, which says what has been done. Loading that one anew does nothing again. */
export function goTo({ c }: AdminVisit, path: string): SessionOutcome {
  return { save: false, respond: () => c.redirect(path, 303) };
}
