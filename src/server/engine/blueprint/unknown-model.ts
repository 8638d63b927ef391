import { sentence } from "../../../protocol/locales/words.ts";
import { knownModels } from "./known-models.ts";

const enterprise = sentence(
  "The model is not supported here: it needs authentik's enterprise edition. Leave the entry out.",
);
const application = sentence(
  "The model is not supported here: it belongs to applications, which this server does not have. Leave the entry out.",
);
const other = sentence("The model is not supported here: it is for another part of authentik. Leave the entry out.");

function refused(why: string): string {
  return `The model is not supported here: it ${why}. Leave the entry out.`;
}

/** Why models of authentik are not here, by how their names begin. */
const elsewhere: readonly (readonly [prefix: string, refusal: string])[] = [
  ["authentik_enterprise", enterprise],
  ["authentik_agents", enterprise],
  ["authentik_requests", enterprise],
  ["authentik_stages_account_lockdown", enterprise],
  ["authentik_stages_mtls", refused("needs authentik's enterprise edition and a proxy that checks certificates")],
  ["authentik_stages_authenticator_endpoint_gdtc", enterprise],
  [
    "authentik_stages_authenticator_duo",
    sentence("The model is not supported here: it needs an account at Duo. Leave the entry out."),
  ],
  ["authentik_stages_authenticator_mobile", refused("was never released")],
  ["authentik_endpoints", refused("needs a connector to a device management")],
  ["authentik_providers", application],
  ["authentik_core.application", application],
  ["authentik_core.provider", application],
  ["authentik_core.propertymapping", application],
  [
    "authentik_core.token",
    sentence(
      "The model is not supported here: it belongs to the API's tokens, which this server does not have. Leave the entry out.",
    ),
  ],
  ["authentik_policies_conditional", refused("is of a newer release, and an expression policy can do the same")],
  ["authentik_policies_group_membership", refused("is of an old release, and a binding to the group does the same")],
  ["authentik_sources", sentence("The model is not supported here: it needs an external source. Leave the entry out.")],
  ["authentik_outposts", refused("belongs to outposts, which this server does not have")],
  [
    "authentik_rbac",
    sentence(
      "The model is not supported here: it belongs to roles, which this server does not have. Leave the entry out.",
    ),
  ],
  ["authentik_events", refused("belongs to events and notifications, which this server does not have")],
  ["authentik_tenants", refused("belongs to tenants, which this server does not have")],
  ["authentik_crypto", refused("belongs to certificates, which this server does not have")],
  ["authentik_lifecycle", enterprise],
  ["authentik_reports", enterprise],
];

/**
 * What is wrong with a model that entries cannot be of: it is known and not supported, or misspelt, or not known at all.
 *
 * @param supported the models that entries can be of
 */
export function unknownModel(model: string, supported: Iterable<string>): string {
  const names = [...supported];
  const why = elsewhere.find(([prefix]) => model.startsWith(prefix))?.[1];
  if (knownModels.has(model)) return why ?? other;
  const near = nearest(model, [...names, ...knownModels]);
  if (near !== undefined) return sentence("App or Model does not exist. Did you mean {0}?", near);
  if (why !== undefined) return why;
  return model.startsWith("authentik_")
    ? sentence("App or Model does not exist in the releases of authentik that are known here.")
    : sentence("App or Model does not exist.");
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
