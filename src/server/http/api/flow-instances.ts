import type { Context, Hono } from "hono";
import { exportFlow } from "../../engine/blueprint/export-flow.ts";
import { flowDiagram } from "../../engine/flow-diagram.ts";
import { type Flow, flowModel } from "../../engine/models/flow-model.ts";
import { policyBindingModel } from "../../engine/models/policy-binding-model.ts";
import { stageBindingModel } from "../../engine/models/stage-binding-model.ts";
import { changeFlow } from "../../services/administration.ts";
import { importableModels } from "../../services/importable-models.ts";
import { isJsonObject, type JsonObject } from "../../store/json-value.ts";
import { startFlow } from "../start-flow.ts";
import { bindingOnWire, flowSet } from "../flow-objects.ts";
import { readJsonBody } from "../read-json-body.ts";
import type { AppEnv } from "../request-facts.ts";
import { byMethod, flowOf, flowRequest, type RoutesContext } from "../routes-context.ts";
import { apiForAdministrator } from "./administrator.ts";
import { paginate } from "./paginate.ts";

const base = "/api/v3/flows/instances";
const one = `${base}/:slug{[-a-zA-Z0-9_]+}`;

type WithFlow = (c: Context<AppEnv>, flow: Flow) => Response | Promise<Response>;

/** `/api/v3/flows/instances/…` and `/api/v3/flows/bindings/`, for administrators. */
export function flowInstancesApi(app: Hono<AppEnv>, routes: RoutesContext): void {
  const { services } = routes;
  const withFlow =
    (work: WithFlow) =>
    (c: Context<AppEnv>): Promise<Response> =>
      apiForAdministrator(routes, c, () => {
        const flow = flowOf(routes, c);
        return flow ? work(c, flow) : c.json({ detail: "Not found." }, 404);
      });
  app.all(`${base}/`, byMethod({ GET: (c) => apiForAdministrator(routes, c, () => list(routes, c)) }));
  app.all(`${base}/cache_info/`, byMethod({ GET: (c) => apiForAdministrator(routes, c, () => c.json({ count: 0 })) }));
  app.all(`${base}/cache_clear/`, byMethod({ POST: (c) => apiForAdministrator(routes, c, () => c.body(null, 204)) }));
  app.all(
    `${one}/`,
    byMethod({
      GET: withFlow((c, flow) => c.json(flowOnWire(routes, flow))),
      PATCH: withFlow((c, flow) => change(routes, c, flow)),
    }),
  );
  app.all(`${one}/export/`, byMethod({ GET: withFlow((c, flow) => download(routes, c, flow)) }));
  app.all(
    `${one}/diagram/`,
    byMethod({ GET: withFlow((c, flow) => c.json({ diagram: flowDiagram(flow, services.models) })) }),
  );
  app.all(`${one}/execute/`, byMethod({ GET: (c) => execute(routes, c) }));
  app.all(
    "/api/v3/flows/bindings/",
    byMethod({ GET: (c) => apiForAdministrator(routes, c, () => bindings(routes, c)) }),
  );
}

/** A flow as the API shows it. Nothing is cached, so nothing is counted. */
export function flowOnWire({ services }: RoutesContext, flow: Flow): JsonObject {
  const { models } = services;
  const stages = models.listByTarget(stageBindingModel, flow.pk).map(({ stage }) => stage);
  const policies = models.listByTarget(policyBindingModel, flow.pk).map(({ policy }) => policy);
  return {
    ...flowSet(flow),
    background: flow.background,
    background_themed_urls: null,
    stages,
    policies: policies.filter((policy) => policy != null),
    cache_count: 0,
    authentication: flow.authentication,
  };
}

function list(routes: RoutesContext, c: Context<AppEnv>): Response {
  const { searchParams } = new URL(c.req.url);
  const search = searchParams.get("search")?.toLowerCase() ?? "";
  const filters = (["name", "slug", "designation", "denied_action"] as const).filter((name) => searchParams.get(name));
  const flows = routes.services.models
    .list(flowModel)
    .filter((flow) => filters.every((name) => flow[name] === searchParams.get(name)))
    .filter(({ name, slug, title }) => [name, slug, title].some((text) => text.toLowerCase().includes(search)));
  const ordering = searchParams.get("ordering") ?? "slug";
  const key = ordering.replace("-", "") as keyof Flow;
  const sorted = flows.sort(
    (a, b) => String(a[key]).localeCompare(String(b[key])) * (ordering.startsWith("-") ? -1 : 1),
  );
  const page = paginate(sorted, searchParams);
  return c.json({ ...page, results: page.results.map((flow) => flowOnWire(routes, flow)) });
}

/** Changes what is given, and checks it like a blueprint. */
async function change(routes: RoutesContext, c: Context<AppEnv>, flow: Flow): Promise<Response> {
  const body = await readJsonBody(c.req.raw);
  if (!isJsonObject(body)) return c.json({ non_field_errors: ["Invalid data. Expected a dictionary."] }, 400);
  const written = changeFlow(routes.services.store, flow, body);
  if (!written.ok) return c.json(written.errors, 400);
  const changed = routes.services.models.get(flowModel, flow.pk);
  return changed ? c.json(flowOnWire(routes, changed)) : c.json({ detail: "Not found." }, 404);
}

function download({ services }: RoutesContext, c: Context<AppEnv>, flow: Flow): Response {
  const { objects, users } = services.store;
  const yaml = exportFlow(flow.pk, { objects, users, models: importableModels, now: Date.now() });
  c.header("Content-Disposition", `attachment; filename="${flow.slug}.yaml"`);
  return c.body(yaml, 200, { "Content-Type": "application/yaml; charset=utf-8" });
}

/** Whoever may sign in may execute a flow as themselves, if it applies to them. */
function execute(routes: RoutesContext, c: Context<AppEnv>): Promise<Response> {
  return routes.requestSessions.visit(c, async (session) => {
    const flow = flowOf(routes, c);
    if (!session.user) {
      const detail = "Authentication credentials were not provided.";
      return { save: false, respond: () => c.json({ detail }, 403) };
    }
    if (!flow) return { save: false, respond: () => c.json({ detail: "Not found." }, 404) };
    const { origin } = await flowRequest(routes, c, { session, query: "" });
    if (await startFlow(routes, c, session, flow)) {
      return { save: true, respond: () => c.json({ link: `${origin}/if/flow/${flow.slug}/` }) };
    }
    return { save: false, respond: () => c.text("Flow not applicable to current user/request", 400) };
  });
}

function bindings({ services }: RoutesContext, c: Context<AppEnv>): Response {
  const { searchParams } = new URL(c.req.url);
  const target = searchParams.get("target");
  const all = services.models.list(stageBindingModel).filter((binding) => target === null || binding.target === target);
  const page = paginate(
    all.sort((a, b) => a.order - b.order),
    searchParams,
  );
  return c.json({ ...page, results: page.results.map((binding) => bindingOnWire(services.models, binding)) });
}
