import type { ExpressionRequest } from "../engine/expressions.ts";
import { redirectStageName } from "../engine/models/model-names.ts";
import { insertNext, memoryStep } from "../engine/plan.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../store/json-value.ts";

/** What `evaluate.py` answers. */
export interface ExpressionAnswer {
  readonly value?: JsonValue;
  readonly isNone?: boolean;
  readonly isTruthy?: boolean;
  readonly messages: readonly string[];
  /** What the expression raised, in words. */
  readonly error?: string;
  /** What became of context and plan; `null` where that cannot be kept. */
  readonly changes: Changes | null;
}

interface Changes {
  readonly context: JsonObject;
  readonly plan: JsonObject | null;
  /** URLs that the next steps lead to. */
  readonly redirects: readonly string[];
}

/** What an installation lets its users change of themselves unless their groups say otherwise. */
const tenant = {
  default_user_change_email: false,
  default_user_change_name: true,
  default_user_change_username: false,
};

/** What expressions reach beyond this server. */
export interface Reach {
  /** Hosts that are named. */
  readonly network: boolean;
  /** Whoever knows names of hosts. */
  readonly names: boolean;
}

/** The request as JSON for `evaluate.py`. What context and plan share is sent once, with the plan. */
export function encodeRequest(request: ExpressionRequest, reach: Reach): string {
  const { source, kind, user, context, plan, http, obj, promptContext } = request;
  const { method, path, query, origin, userAgent, brand, clientIp, session } = http;
  const shared: JsonObject = plan ? plan.context : {};
  const own = Object.entries(context).filter(([key, value]) => shared[key] !== value);
  return JSON.stringify({
    source,
    kind,
    ...reach,
    user,
    context: Object.fromEntries(own),
    plan: plan ? { flow: plan.flow, context: plan.context, bindings: plan.bindings } : null,
    http: { method, path, query, origin, userAgent, brand, clientIp, tenant, user: session.user },
    obj: obj ?? null,
    promptContext: promptContext ?? {},
  });
}

/** Does to context and plan what the expression did to their copies. */
export function applyChanges({ context, plan }: ExpressionRequest, changes: Changes): void {
  for (const [key, value] of Object.entries(context)) {
    const changed = changes.context[key];
    if (isJsonObject(value) && isJsonObject(changed)) overwrite(value, changed);
    else if (Array.isArray(value) && Array.isArray(changed)) value.splice(0, value.length, ...changed);
  }
  if (!plan || !changes.plan) return;
  overwriteContext(plan.context, changes.plan);
  for (const url of changes.redirects) {
    const settings = { name: "redirect", mode: "static", target_static: url, keep_context: true };
    insertNext(plan, memoryStep("redirect", redirectStageName, settings));
  }
}

/** Objects keep their identity, because others may hold them. */
function overwriteContext(context: JsonObject, changed: JsonObject): void {
  for (const key of Object.keys(context)) if (!Object.hasOwn(changed, key)) Reflect.deleteProperty(context, key);
  for (const [key, value] of Object.entries(changed)) {
    const current = context[key];
    if (isJsonObject(current) && isJsonObject(value)) overwrite(current, value);
    else context[key] = value;
  }
}

function overwrite(target: JsonObject, changed: JsonObject): void {
  for (const key of Object.keys(target)) if (!Object.hasOwn(changed, key)) Reflect.deleteProperty(target, key);
  Object.assign(target, changed);
}
