import type { Context } from "hono";
import type { Html } from "../../../page/html.ts";
import { plainPage } from "../../../page/plain-page.ts";
import { encodeQueryValue } from "../../../protocol/flow-url.ts";
import type { FlowRequest } from "../../engine/flow-request.ts";
import { serverText } from "../../engine/localised-text.ts";
import type { Session } from "../../engine/session.ts";
import type { User } from "../../store/user-store.ts";
import { checkCsrf } from "../csrf.ts";
import { csrfToken } from "../csrf-token.ts";
import { newNonce, pageResponse } from "../page-response.ts";
import { readForm } from "../read-json-body.ts";
import type { SessionOutcome } from "../request-sessions.ts";
import type { AppEnv } from "../request-facts.ts";
import { flowRequest, type RoutesContext } from "../routes-context.ts";
import { signInUrl } from "../../engine/sign-in-url.ts";
import { accountStyle } from "./account-style.ts";

/** Where people see and change what belongs to their account. */
export const accountPath = "/if/user/";

/** Says an English sentence in the language of whoever is signed in. */
export type Text = ReturnType<typeof serverText>;

/** Somebody who is signed in, at one of the pages of their account. */
export interface AccountVisit {
  readonly routes: RoutesContext;
  readonly c: Context<AppEnv>;
  readonly user: User;
  readonly session: Session;
  readonly request: FlowRequest;
  readonly text: Text;
  /** Repeats the CSRF cookie. */
  readonly token: string;
}

/** Whoever is not signed in does that first, under the name that the address may have for them (`login_hint`), and comes back. */
export function visitAccount(
  routes: RoutesContext,
  c: Context<AppEnv>,
  work: (visit: AccountVisit) => SessionOutcome | Promise<SessionOutcome>,
): Promise<Response> {
  return routes.requestSessions.visit(c, async (session) => {
    const { pathname, search } = new URL(c.req.url);
    const { user } = session;
    if (!user) {
      // What a form would have done is not done later by itself.
      const next = c.req.method === "POST" ? accountPath : pathname + search;
      const hint = c.req.query("login_hint");
      const named = hint ? `&login_hint=${encodeQueryValue(hint)}` : "";
      return { save: false, respond: () => c.redirect(signInUrl(next) + named, 302) };
    }
    const request = await flowRequest(routes, c, { session, query: search.slice(1) });
    return work({ routes, c, user, session, request, text: serverText(request.locale), token: csrfToken(c) });
  });
}

/**
 * The same for a form. It is read before the session is locked, so that a slow sender holds up nobody.
 *
 * @throws CsrfError when another site may have sent it
 */
export async function takeForm(
  routes: RoutesContext,
  c: Context<AppEnv>,
  work: (visit: AccountVisit, form: URLSearchParams) => SessionOutcome | Promise<SessionOutcome>,
): Promise<Response> {
  const form = await readForm(c.req.raw);
  return visitAccount(routes, c, (visit) => {
    checkCsrf(c, routes.requestSessions.facts(c), form.get("token") ?? "");
    return work(visit, form);
  });
}

/** Answers with a page. @param content may be made with the nonce that lets its script run */
export function showPage(
  { routes, c, request }: AccountVisit,
  title: string,
  content: Html | ((nonce: string) => Html),
  { status = 200, save = false }: { status?: 200 | 400; save?: boolean } = {},
): SessionOutcome {
  const nonce = newNonce();
  const options = { more: accountStyle, locale: request.locale };
  const page = plainPage(
    `${title} - ${request.brand.branding_title}`,
    typeof content === "function" ? content(nonce) : content,
    nonce,
    options,
  );
  return { save, respond: () => pageResponse(c, page, nonce, routes.pages, { status }) };
}

/** Goes back to the account, which says what has been done. Loading that page anew does nothing again. */
export function backToAccount(
  { c, session }: AccountVisit,
  level: "success" | "error",
  told: string,
  to = accountPath,
): SessionOutcome {
  session.addMessage(level, told);
  session.leave();
  return { save: true, respond: () => c.redirect(to, 303) };
}
