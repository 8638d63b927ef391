import { createHash } from "node:crypto";
import type { Hono } from "hono";
import type { InspectedPlan, Inspection } from "../../protocol/inspection.ts";
import { isSecretName } from "../../protocol/secret-names.ts";
import type { Flow } from "../engine/models/flow-model.ts";
import type { Plan } from "../engine/plan.ts";
import type { PendingUser } from "../engine/plan-context.ts";
import type { Session } from "../engine/session.ts";
import type { Services } from "../engine/services.ts";
import { promptModel } from "../stages/prompt/prompt-model.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../store/json-value.ts";
import { stepOnWire } from "./flow-objects.ts";
import type { AppEnv } from "./request-facts.ts";
import { byMethod, flowOf, type RoutesContext } from "./routes-context.ts";

/** What stands in place of a secret. */
const mask = "********";

/** `/api/v3/flows/inspector/<slug>/`: what the session's plan consists of, for those who may see how things come about. */
export function inspectorRoute(app: Hono<AppEnv>, routes: RoutesContext): void {
  const { services, gate } = routes;
  app.all(
    "/api/v3/flows/inspector/:slug{[-a-zA-Z0-9_]+}/",
    byMethod({
      GET: (c) => {
        const flow = flowOf(routes, c);
        if (!flow) return c.json({ detail: "Not found." }, 404);
        return gate.visit(c, async (session) => {
          const respond = (): Response => {
            if (!session.user) return c.json({ detail: "Authentication credentials were not provided." }, 403);
            if (!services.membership.isDebugger(session.user)) return c.json({ detail: "Not found." }, 404);
            const inspection = inspect(services, flow, session);
            return inspection ? c.json(inspection) : c.body(null, 400);
          };
          return { keep: false, respond };
        });
      },
    }),
  );
}

/** The plan under way and the steps that are done, or `undefined` when nothing has been planned. */
function inspect(services: Services, flow: Flow, session: Session): Inspection | undefined {
  const { plan, history, key } = session.state;
  const current = plan ?? history.at(-1);
  if (!current) return undefined;
  const passwords = passwordFields(services);
  const onWire = (shown: Plan): InspectedPlan => ({
    current_stage: stepOnWire(services.models, shown.bindings[0]),
    next_planned_stage: stepOnWire(services.models, shown.bindings[1]),
    plan_context: context(shown, passwords),
    session_id: createHash("sha256").update(key).digest("hex"),
  });
  return {
    plans: history.filter((done) => done.flow === flow.pk).map(onWire),
    current_plan: onWire(current),
    is_completed: plan === undefined,
  };
}

/** The keys of all prompts that ask for a password, whatever they are called. */
function passwordFields({ store }: Services): ReadonlySet<string> {
  const prompts = store.objects.list(promptModel.name);
  return new Set(
    prompts.filter(({ data }) => data["type"] === "password").map(({ data }) => String(data["field_key"])),
  );
}

/** The plan's context without secrets; of users only what names them. */
function context(plan: Plan, passwords: ReadonlySet<string>): JsonObject {
  const { pending_user: user, ...others } = plan.context;
  const shown = maskedObject(others, passwords);
  return user ? { ...shown, pending_user: userFacts(user) } : shown;
}

function userFacts({ username, pk, email }: PendingUser): JsonObject {
  return { username, pk, email, ...(pk === null && { is_anonymous: true }) };
}

function maskedObject(object: JsonObject, passwords: ReadonlySet<string>): JsonObject {
  const entries = Object.entries(object).map(([name, value = null]) => {
    const isSecret = passwords.has(name) || (isSecretName(name) && typeof value !== "boolean" && value !== null);
    return [name, isSecret ? mask : masked(value, passwords)] as const;
  });
  return Object.fromEntries(entries);
}

function masked(value: JsonValue, passwords: ReadonlySet<string>): JsonValue {
  if (Array.isArray(value)) return value.map((item) => masked(item, passwords));
  return isJsonObject(value) ? maskedObject(value, passwords) : value;
}
