import type { Context, Hono } from "hono";
import type { Flow } from "../../engine/models/flow-model.ts";
import type { Session } from "../../engine/session.ts";
import { changeFlow, type FlowDocument, importDocument } from "../../services/administration.ts";
import { readUploadForm, uploadIn } from "../read-upload.ts";
import { startFlow } from "../start-flow.ts";
import { csrfToken } from "../csrf-token.ts";
import { isCrossSite } from "../edge/cross-site.ts";
import { errorNotice, newNonce, notFoundPage, pageResponse } from "../page-response.ts";
import { BodyError } from "../read-json-body.ts";
import type { AppEnv } from "../request-facts.ts";
import { byMethod, flowOf, type RoutesContext } from "../routes-context.ts";
import type { SessionOutcome } from "../request-sessions.ts";
import { checkForm, pageForAdministrator } from "./admin-visit.ts";
import { flowLifeRoutes } from "./flow-life-routes.ts";
import type { ImportReport } from "./import-report.ts";
import { flowListPage } from "./flow-list-page.ts";
import { peoplePage } from "./people-page.ts";
import { flowSettingsPage, settingNames } from "./flow-settings-page.ts";

const one = "/if/admin/flows/:slug{[-a-zA-Z0-9_]+}";

/** The pages on which administrators see, change, import, export and execute flows. They need no script. */
export function adminRoutes(app: Hono<AppEnv>, routes: RoutesContext): void {
  const page =
    (work: (c: Context<AppEnv>, flow: Flow, session: Session) => SessionOutcome | Promise<SessionOutcome>) =>
    (c: Context<AppEnv>): Promise<Response> =>
      pageForAdministrator(routes, c, (session) => {
        const flow = flowOf(routes, c);
        return flow ? work(c, flow, session) : { save: false, respond: () => notFoundPage(c, routes.pages) };
      });
  app.all("/if/admin/", byMethod({ GET: (c) => pageForAdministrator(routes, c, () => list(routes, c)) }));
  app.all("/if/admin/import/", byMethod({ POST: (c) => pageForAdministrator(routes, c, () => upload(routes, c)) }));
  app.all(
    "/if/admin/people/",
    byMethod({
      GET: (c) => pageForAdministrator(routes, c, () => people(routes, c)),
      POST: (c) => pageForAdministrator(routes, c, () => endSessions(routes, c)),
    }),
  );
  app.all(
    `${one}/`,
    byMethod({ GET: page((c, flow) => settings(routes, c, flow)), POST: page((c, flow) => save(routes, c, flow)) }),
  );
  flowLifeRoutes(app, routes);
  app.all(`${one}/execute/`, byMethod({ GET: page((c, flow, session) => execute(routes, c, flow, session)) }));
}

function list(routes: RoutesContext, c: Context<AppEnv>, report?: ImportReport): SessionOutcome {
  const nonce = newNonce();
  const failures = routes.services.store.mailFailures.list(Date.now());
  const asked = new URL(c.req.url).searchParams;
  const html = flowListPage(routes.services.models, {
    token: csrfToken(c),
    nonce,
    failures,
    search: asked.get("search")?.trim() ?? "",
    deleted: /^[-\w]+$/.exec(asked.get("deleted") ?? "")?.[0],
    ...(report && { report }),
  });
  return {
    save: false,
    respond: () => pageResponse(c, html, nonce, routes.pages, { status: report?.success === false ? 400 : 200 }),
  };
}

function people({ services, pages }: RoutesContext, c: Context<AppEnv>, notice?: string): SessionOutcome {
  const nonce = newNonce();
  const { users, sessions } = services.store;
  const rows = users.list().map((user) => ({ user, sessions: sessions.listByUser(user.pk, Date.now()).length }));
  const html = peoplePage(rows, { token: csrfToken(c), nonce, notice });
  return { save: false, respond: () => pageResponse(c, html, nonce, pages) };
}

async function endSessions(routes: RoutesContext, c: Context<AppEnv>): Promise<SessionOutcome> {
  const form = await readUploadForm(c.req.raw);
  checkForm(routes, c, form);
  const { store } = routes.services;
  const chosen = form.get("user");
  const user = typeof chosen === "string" ? store.users.get(Number(chosen)) : undefined;
  if (!user) return people(routes, c, "There is no such account.");
  store.sessions.removeOthers(user.pk, undefined);
  return people(routes, c, `All sessions of ${user.username} have ended.`);
}

async function upload(routes: RoutesContext, c: Context<AppEnv>): Promise<SessionOutcome> {
  const form = await readUploadForm(c.req.raw);
  checkForm(routes, c, form);
  const file = (await uploadIn(form)) ?? checkedBefore(form);
  if (!file) throw new BodyError(400, "No file was chosen.");
  const action = form.get("action");
  const dryRun = action === "check" || action === "check-flows";
  const isFlowsOnly = action === "check-flows" || form.has("flows_only");
  const result = await importDocument(routes.services, file, { dryRun, isFlowsOnly });
  return list(routes, c, { ...result, document: file, dryRun, isFlowsOnly });
}

/** The document that was checked a moment ago: the page has kept it, so that nobody has to choose it again. */
function checkedBefore(form: FormData): FlowDocument | undefined {
  const [name, text] = [form.get("checked_name"), form.get("checked_text")];
  return typeof name === "string" && typeof text === "string" ? { name, text } : undefined;
}

function settings(routes: RoutesContext, c: Context<AppEnv>, flow: Flow): SessionOutcome {
  const nonce = newNonce();
  const isSaved = new URL(c.req.url).searchParams.has("saved");
  const html = flowSettingsPage(routes.services.models, flow, { token: csrfToken(c), nonce, isSaved });
  return { save: false, respond: () => pageResponse(c, html, nonce, routes.pages) };
}

async function save(routes: RoutesContext, c: Context<AppEnv>, flow: Flow): Promise<SessionOutcome> {
  const form = await readUploadForm(c.req.raw);
  checkForm(routes, c, form);
  const typed = Object.fromEntries([...form].map(([name, value]) => [name, typeof value === "string" ? value : ""]));
  const given = Object.fromEntries(settingNames.filter((name) => form.has(name)).map((name) => [name, typed[name]]));
  const written = changeFlow(routes.services.store, flow, {
    ...given,
    compatibility_mode: form.has("compatibility_mode"),
  });
  if (written.ok) return { save: false, respond: () => c.redirect(`/if/admin/flows/${flow.slug}/?saved`, 303) };
  const nonce = newNonce();
  const page = { token: csrfToken(c), nonce, typed, errors: written.errors };
  const html = flowSettingsPage(routes.services.models, flow, page);
  return { save: false, respond: () => pageResponse(c, html, nonce, routes.pages, { status: 400 }) };
}

async function execute(
  routes: RoutesContext,
  c: Context<AppEnv>,
  flow: Flow,
  session: Session,
): Promise<SessionOutcome> {
  if (!isCrossSite(c) && (await startFlow(routes, c, session, flow))) {
    const to = `/if/flow/${flow.slug}/?inspector=available&next=%2Fif%2Fadmin%2F`;
    return { save: true, respond: () => c.redirect(to, 302) };
  }
  const message = "This flow does not apply to you as you are signed in now.";
  return { save: false, respond: () => errorNotice(c, routes.pages, message) };
}
