import type { Hono } from "hono";
import type { Flow } from "../../engine/models/flow-model.ts";
import { createFlow, deleteFlow } from "../../services/administration.ts";
import type { SessionOutcome } from "../request-sessions.ts";
import type { AppEnv } from "../request-facts.ts";
import { byMethod, type RoutesContext } from "../routes-context.ts";
import { type AdminVisit, goTo, pageForAdministrator, pageOfFlow, sentForm } from "./admin-visit.ts";
import { deleteFlowPage, newFlowPage } from "./flow-life-pages.ts";

/** The pages on which administrators make and delete flows. */
export function flowLifeRoutes(app: Hono<AppEnv>, routes: RoutesContext): void {
  app.all(
    "/if/admin/new/",
    byMethod({
      GET: pageForAdministrator(routes, (visit) => newFlowPage(visit)),
      POST: pageForAdministrator(routes, create),
    }),
  );
  app.all(
    "/if/admin/flows/:slug{[-a-zA-Z0-9_]+}/delete/",
    byMethod({ GET: pageOfFlow(routes, deleteFlowPage), POST: pageOfFlow(routes, remove) }),
  );
}

async function create(visit: AdminVisit): Promise<SessionOutcome> {
  const form = await sentForm(visit);
  const typed = Object.fromEntries(
    ["name", "title", "slug", "designation"].map((name) => {
      const value = form.get(name);
      return [name, typeof value === "string" ? value.trim() : ""];
    }),
  );
  const made = createFlow(visit.routes.services.store, typed);
  if (!made.ok) return newFlowPage(visit, { typed, errors: made.errors });
  return goTo(visit, `/if/admin/flows/${made.slug}/?saved`);
}

async function remove(visit: AdminVisit, flow: Flow): Promise<SessionOutcome> {
  await sentForm(visit);
  deleteFlow(visit.routes.services.store, flow);
  return goTo(visit, `/if/admin/?deleted=${flow.slug}`);
}
