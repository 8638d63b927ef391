import type { Hono } from "hono";
import { type WellKnown, wellKnownPaths, wellKnownResponse, type WellKnownSettings } from "../../edge/well-known.ts";
import { accountFlows, passwordFlow } from "./account/account-flows.ts";
import { accountPath } from "./account/account-visit.ts";
import { notFoundPage } from "./page-response.ts";
import type { AppEnv } from "./request-facts.ts";
import { byMethod, type RoutesContext } from "./routes-context.ts";

/** What browsers and password managers look for at addresses that are the same everywhere (RFC 8615). */
export function wellKnownRoutes(app: Hono<AppEnv>, routes: RoutesContext, settings: WellKnownSettings): void {
  for (const path of wellKnownPaths) {
    app.all(
      path,
      byMethod({
        GET: (c) => {
          const { origin } = routes.requestSessions.facts(c);
          const known = { ...settings, ...ownPages(routes) };
          return wellKnownResponse(path, known, { origin, now: Date.now() }) ?? notFoundPage(c, routes.pages);
        },
      }),
    );
  }
}

/** The pages of this server, as far as there are flows for them. */
function ownPages({ services }: RoutesContext): Pick<WellKnown, "changePassword" | "passkeys"> {
  const flows = accountFlows(services.models);
  return {
    changePassword: passwordFlow(services.models)?.href,
    passkeys: {
      enroll: flows.find(({ adds }) => adds.includes("webauthn"))?.href,
      manage: `${accountPath}#passkeys`,
    },
  };
}
