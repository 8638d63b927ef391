import type { Hono } from "hono";
import { sentence } from "../../../protocol/locales/words.ts";
import type { AppEnv } from "../request-facts.ts";
import type { SessionOutcome } from "../request-sessions.ts";
import { byMethod, type RoutesContext } from "../routes-context.ts";
import { accountPage } from "./account-page.ts";
import { type AccountVisit, accountPath, backToAccount, takeForm, visitAccount } from "./account-visit.ts";
import { factorRoutes } from "./factor-routes.ts";
import { ownerFault } from "./owner-check.ts";

/** The pages on which people see and change what belongs to their account. They need no script. */
export function accountRoutes(app: Hono<AppEnv>, routes: RoutesContext): void {
  app.all(accountPath, byMethod({ GET: (c) => visitAccount(routes, c, (visit) => accountPage(visit)) }));
  app.all(
    `${accountPath}sessions/`,
    byMethod({
      GET: (c) => c.redirect(accountPath, 302),
      POST: (c) => takeForm(routes, c, endSession),
    }),
  );
  factorRoutes(app, routes);
}

async function endSession(visit: AccountVisit, form: URLSearchParams): Promise<SessionOutcome> {
  const { routes, user, session, request } = visit;
  const { sessions } = routes.services.store;
  // The password changes it, and what was opened is kept until the new one is.
  const own = session.id;
  const fault = await ownerFault(visit, form);
  if (fault !== undefined) return accountPage(visit, fault);
  const which = form.get("end") ?? "";
  if (which === "others") {
    sessions.removeOthers(user.pk, own);
    return backToAccount(visit, "success", sentence("You are signed out everywhere else."));
  }
  if (which === own || !sessions.listByUser(user.pk, request.now).some(({ id }) => id === which)) {
    return backToAccount(visit, "error", sentence("That session has ended already."));
  }
  sessions.remove(which);
  return backToAccount(visit, "success", sentence("The session has ended."));
}
