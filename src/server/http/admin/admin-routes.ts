import type { Hono } from "hono";
import { sentence } from "../../../protocol/locales/words.ts";
import type { Flow } from "../../engine/models/flow-model.ts";
import { changeFlow, type FlowDocument, importDocument } from "../../services/administration.ts";
import { isCrossSite } from "../edge/cross-site.ts";
import { errorNotice } from "../page-response.ts";
import { BodyError } from "../read-json-body.ts";
import { uploadIn } from "../read-upload.ts";
import type { SessionOutcome } from "../request-sessions.ts";
import type { AppEnv } from "../request-facts.ts";
import { byMethod, type RoutesContext } from "../routes-context.ts";
import { startFlow } from "../start-flow.ts";
import { type AdminVisit, goTo, pageForAdministrator, pageOfFlow, sentForm } from "./admin-visit.ts";
import { flowLifeRoutes } from "./flow-life-routes.ts";
import { flowListPage } from "./flow-list-page.ts";
import { flowSettingsPage, settingNames } from "./flow-settings-page.ts";
import { peoplePage } from "./people-page.ts";

const one = "/if/admin/flows/:slug{[-a-zA-Z0-9_]+}";

/** The pages on which administrators see, change, import, export and execute flows. They need no script. */
export function adminRoutes(app: Hono<AppEnv>, routes: RoutesContext): void {
  app.all("/if/admin/", byMethod({ GET: pageForAdministrator(routes, (visit) => flowListPage(visit)) }));
  app.all("/if/admin/import/", byMethod({ POST: pageForAdministrator(routes, upload) }));
  app.all(
    "/if/admin/people/",
    byMethod({
      GET: pageForAdministrator(routes, (visit) => peoplePage(visit)),
      POST: pageForAdministrator(routes, endSessions),
    }),
  );
  app.all(`${one}/`, byMethod({ GET: pageOfFlow(routes, settings), POST: pageOfFlow(routes, save) }));
  flowLifeRoutes(app, routes);
  app.all(`${one}/execute/`, byMethod({ GET: pageOfFlow(routes, execute) }));
}

async function endSessions(visit: AdminVisit): Promise<SessionOutcome> {
  const form = await sentForm(visit);
  const { routes, text } = visit;
  const { store } = routes.services;
  const chosen = form.get("user");
  const user = typeof chosen === "string" ? store.users.get(Number(chosen)) : undefined;
  if (!user) return peoplePage(visit, text("There is no such account."));
  store.sessions.removeOthers(user.pk, undefined);
  return peoplePage(visit, text("All sessions of {0} have ended.", user.username));
}

async function upload(visit: AdminVisit): Promise<SessionOutcome> {
  const form = await sentForm(visit);
  const file = (await uploadIn(form)) ?? checkedBefore(form);
  if (!file) throw new BodyError(400, sentence("No file was chosen."));
  const action = form.get("action");
  const dryRun = action === "check" || action === "check-flows";
  const isFlowsOnly = action === "check-flows" || form.has("flows_only");
  const result = await importDocument(visit.routes.services, file, { dryRun, isFlowsOnly });
  return flowListPage(visit, { ...result, document: file, dryRun, isFlowsOnly });
}

/** The document that was checked a moment ago: the page has kept it, so that nobody has to choose it again. */
function checkedBefore(form: FormData): FlowDocument | undefined {
  const [name, text] = [form.get("checked_name"), form.get("checked_text")];
  return typeof name === "string" && typeof text === "string" ? { name, text } : undefined;
}

function settings(visit: AdminVisit, flow: Flow): SessionOutcome {
  return flowSettingsPage(visit, flow, { isSaved: new URL(visit.c.req.url).searchParams.has("saved") });
}

async function save(visit: AdminVisit, flow: Flow): Promise<SessionOutcome> {
  const form = await sentForm(visit);
  const typed = Object.fromEntries([...form].map(([name, value]) => [name, typeof value === "string" ? value : ""]));
  const given = Object.fromEntries(settingNames.filter((name) => form.has(name)).map((name) => [name, typed[name]]));
  const written = changeFlow(visit.routes.services.store, flow, {
    ...given,
    compatibility_mode: form.has("compatibility_mode"),
  });
  if (written.ok) return goTo(visit, `/if/admin/flows/${flow.slug}/?saved`);
  return flowSettingsPage(visit, flow, { typed, errors: written.errors });
}

async function execute({ routes, c, session }: AdminVisit, flow: Flow): Promise<SessionOutcome> {
  if (!isCrossSite(c) && (await startFlow(routes, c, session, flow))) {
    const to = `/if/flow/${flow.slug}/?inspector=available&next=%2Fif%2Fadmin%2F`;
    return { save: true, respond: () => c.redirect(to, 302) };
  }
  const message = sentence("This flow does not apply to you as you are signed in now.");
  return { save: false, respond: () => errorNotice(c, routes.pages, message) };
}
