import { knownModels } from "./known-models.ts";

/** Why models of authentik are not here, by how their names begin. */
const elsewhere: readonly (readonly [prefix: string, why: string])[] = [
  ["authentik_enterprise", "needs authentik's enterprise edition"],
  ["authentik_agents", "needs authentik's enterprise edition"],
  ["authentik_requests", "needs authentik's enterprise edition"],
  ["authentik_stages_account_lockdown", "needs authentik's enterprise edition"],
  ["authentik_stages_mtls", "needs authentik's enterprise edition and a proxy that checks certificates"],
  ["authentik_stages_authenticator_endpoint_gdtc", "needs authentik's enterprise edition"],
  ["authentik_stages_authenticator_duo", "needs an account at Duo"],
  ["authentik_stages_authenticator_mobile", "was never released"],
  ["authentik_endpoints", "needs a connector to a device management"],
  ["authentik_providers", "belongs to applications, which this server does not have"],
  ["authentik_core.application", "belongs to applications, which this server does not have"],
  ["authentik_core.provider", "belongs to applications, which this server does not have"],
  ["authentik_core.propertymapping", "belongs to applications, which this server does not have"],
  ["authentik_core.token", "belongs to the API's tokens, which this server does not have"],
  ["authentik_policies_conditional", "is of a newer release, and an expression policy can do the same"],
  ["authentik_policies_group_membership", "is of an old release, and a binding to the group does the same"],
  ["authentik_sources", "needs an external source"],
  ["authentik_outposts", "belongs to outposts, which this server does not have"],
  ["authentik_rbac", "belongs to roles, which this server does not have"],
  ["authentik_events", "belongs to events and notifications, which this server does not have"],
  ["authentik_tenants", "belongs to tenants, which this server does not have"],
  ["authentik_crypto", "belongs to certificates, which this server does not have"],
  ["authentik_lifecycle", "needs authentik's enterprise edition"],
  ["authentik_reports", "needs authentik's enterprise edition"],
];

/**
 * What is wrong with a model that entries cannot be of: it is known and not supported, or misspelt, or not known at all.
 *
 * @param supported the models that entries can be of
 */
export function unknownModel(model: string, supported: Iterable<string>): string {
  const names = [...supported];
  const why = elsewhere.find(([prefix]) => model.startsWith(prefix))?.[1];
  if (knownModels.has(model)) {
    return `The model is not supported here: it ${why ?? "is for another part of authentik"}. Leave the entry out.`;
  }
  const near = nearest(model, [...names, ...knownModels]);
  if (near !== undefined) return `App or Model does not exist. Did you mean ${near}?`;
  if (why !== undefined) return `The model is not supported here: it ${why}.`;
  return model.startsWith("authentik_")
    ? "App or Model does not exist in the releases of authentik that are known here."
    : "App or Model does not exist.";
}

/** Whether some release of authentik has it. */
export function isKnownModel(model: string): boolean {
  return knownModels.has(model);
}

/** Whether it is a model of authentik, here or not. */
export function isKnownElsewhere(model: string): boolean {
  return knownModels.has(model) || elsewhere.some(([prefix]) => model.startsWith(prefix));
}

/** The name with the fewest letters changed, if those are few. */
function nearest(name: string, names: readonly string[]): string | undefined {
  if (name.length > 200) return undefined;
  let best: string | undefined;
  let least = Math.max(2, Math.floor(name.length / 8)) + 1;
  for (const candidate of names) {
    // An ending that was left out is one thing that was forgotten.
    const count = name.includes(".") && candidate.startsWith(name) ? 1 : changes(name, candidate, least);
    if (count < least) [best, least] = [candidate, count];
  }
  return best;
}

/** Levenshtein's distance, or `limit` where it is at least that. */
function changes(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + cost));
    }
    row = next;
  }
  return Math.min(row[b.length] ?? limit, limit);
}
