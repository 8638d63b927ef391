import type { Context, Hono } from "hono";
import type { Flow } from "../../engine/models/flow-model.ts";
import { createFlow, deleteFlow } from "../../services/administration.ts";
import { csrfToken } from "../csrf-token.ts";
import { newNonce, notFoundPage, pageResponse } from "../page-response.ts";
import { readUploadForm } from "../read-upload.ts";
import type { SessionOutcome } from "../request-sessions.ts";
import type { AppEnv } from "../request-facts.ts";
import { byMethod, flowOf, type RoutesContext } from "../routes-context.ts";
import { checkForm, pageForAdministrator } from "./admin-visit.ts";
import { deleteFlowPage, type NewFlow, newFlowPage } from "./flow-life-pages.ts";

/** The pages on which administrators make and delete flows. */
export function flowLifeRoutes(app: Hono<AppEnv>, routes: RoutesContext): void {
  app.all(
    "/if/admin/new/",
    byMethod({
      GET: (c) => pageForAdministrator(routes, c, () => newFlow(routes, c)),
      POST: (c) => pageForAdministrator(routes, c, () => create(routes, c)),
    }),
  );
  const withFlow = (c: Context<AppEnv>, work: (flow: Flow) => SessionOutcome | Promise<SessionOutcome>) =>
    pageForAdministrator(routes, c, () => {
      const flow = flowOf(routes, c);
      return flow ? work(flow) : { save: false, respond: () => notFoundPage(c, routes.pages) };
    });
  app.all(
    "/if/admin/flows/:slug{[-a-zA-Z0-9_]+}/delete/",
    byMethod({
      GET: (c) => withFlow(c, (flow) => question(routes, c, flow)),
      POST: (c) => withFlow(c, (flow) => remove(routes, c, flow)),
    }),
  );
}

function newFlow({ pages }: RoutesContext, c: Context<AppEnv>, given: NewFlow = {}): SessionOutcome {
  const nonce = newNonce();
  const html = newFlowPage({ token: csrfToken(c), nonce }, given);
  return { save: false, respond: () => pageResponse(c, html, nonce, pages, { status: given.errors ? 400 : 200 }) };
}

async function create(routes: RoutesContext, c: Context<AppEnv>): Promise<SessionOutcome> {
  const form = await readUploadForm(c.req.raw);
  checkForm(routes, c, form);
  const typed = Object.fromEntries(
    ["name", "title", "slug", "designation"].map((name) => {
      const value = form.get(name);
      return [name, typeof value === "string" ? value.trim() : ""];
    }),
  );
  const made = createFlow(routes.services.store, typed);
  if (!made.ok) return newFlow(routes, c, { typed, errors: made.errors });
  return { save: false, respond: () => c.redirect(`/if/admin/flows/${made.slug}/?saved`, 303) };
}

function question({ services, pages }: RoutesContext, c: Context<AppEnv>, flow: Flow): SessionOutcome {
  const nonce = newNonce();
  const html = deleteFlowPage(services.models, flow, { token: csrfToken(c), nonce });
  return { save: false, respond: () => pageResponse(c, html, nonce, pages) };
}

async function remove(routes: RoutesContext, c: Context<AppEnv>, flow: Flow): Promise<SessionOutcome> {
  checkForm(routes, c, await readUploadForm(c.req.raw));
  deleteFlow(routes.services.store, flow);
  return { save: false, respond: () => c.redirect(`/if/admin/?deleted=${flow.slug}`, 303) };
}
