import type { Hono } from "hono";
import type { ServerConfig } from "../../protocol/challenges.ts";
import { brandOf, brandOnWire } from "./brands.ts";
import type { AppEnv } from "./request-facts.ts";
import { byMethod, type RoutesContext } from "./routes-context.ts";

/** What a page needs to know of the server. Nothing is reported anywhere, and no optional capability exists here. */
export const serverConfig: ServerConfig = {
  error_reporting: { enabled: false, sentry_dsn: "", environment: "", send_pii: false, traces_sample_rate: 0 },
  capabilities: [],
  cache_timeout: 300,
  cache_timeout_flows: 300,
  cache_timeout_policies: 300,
};

/** The read-only resources that pages ask for. */
export function apiRoutes(app: Hono<AppEnv>, { services, requestSessions }: RoutesContext): void {
  app.all(
    "/api/v3/core/brands/current/",
    byMethod({
      GET: (c) => c.json(brandOnWire(services.models, brandOf(services.models, requestSessions.facts(c).host))),
    }),
  );
  // Of authentik's answer only what pages of a flow need.
  app.all(
    "/api/v3/core/users/me/",
    byMethod({
      GET: (c) =>
        requestSessions.visit(c, ({ user }) => {
          const respond = (): Response =>
            user
              ? c.json({ user: { username: user.username, name: user.name } })
              : c.json({ detail: "Authentication credentials were not provided." }, 403);
          return Promise.resolve({ save: false, respond });
        }),
    }),
  );
  app.all("/api/v3/root/config/", byMethod({ GET: (c) => c.json(serverConfig) }));
}
