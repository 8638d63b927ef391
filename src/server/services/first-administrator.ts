import { accountSlugs } from "../engine/blueprint/account-slugs.ts";
import { groupModel } from "../engine/models/group-model.ts";
import { flowModel } from "../engine/models/flow-model.ts";
import { stageBindingModel } from "../engine/models/stage-binding-model.ts";
import { plannedBinding } from "../engine/planner.ts";
import type { Plan } from "../engine/plan.ts";
import type { Services } from "../engine/services.ts";
import { emailConsentStep } from "../stages/email-consent-step.ts";
import type { JsonObject } from "../store/json-value.ts";
import type { User } from "../store/user-store.ts";

const username = "admin";
const groupName = "authentik Admins";

/** Milliseconds the link can be used; the next start prints another. */
const linkLifetime = 86_400_000;

/**
 * As long as no administrator can sign in, makes one without a password and a link that lets whoever has it choose one.
 *
 * @returns the link's path and query, or `undefined` where there is an administrator who can sign in
 */
export function firstAdministrator(
  { store, models, membership }: Pick<Services, "store" | "models" | "membership">,
  now: number,
): string | undefined {
  const canSignIn = ({ pk, is_active: isActive }: User): boolean =>
    isActive && (store.users.passwordHash(pk) !== null || store.devices.listByUser(pk).length > 0);
  const administrators = membership.superusers();
  if (administrators.some(canSignIn)) return undefined;
  const group = models.list(groupModel).find(({ name }) => name === groupName);
  const slug = String(accountSlugs(store)["account-slug-set-up"]);
  const flow = models.findUnique(flowModel, { slug });
  if (!group || !flow) return undefined;
  const user = administrators[0] ?? newAdministrator({ store }, group.pk, now);
  const bindings = models.listByTarget(stageBindingModel, flow.pk).map(plannedBinding);
  const plan: Plan = {
    flow: flow.pk,
    bindings: [emailConsentStep(), ...bindings],
    context: { pending_user: user, consent_header: "Continue to set up this server's administrator." },
    restarts: 0,
  };
  const token = { identifier: slug, userPk: user.pk, plan: plan as unknown as JsonObject, expires: now + linkLifetime };
  return `/if/flow/${slug}/?flow_token=${store.flowTokens.insert(token)}`;
}

function newAdministrator({ store: { users } }: Pick<Services, "store">, group: string, now: number): User {
  const draft = {
    username,
    name: "Administrator",
    email: "",
    is_active: true,
    type: "internal",
    path: "users",
    attributes: {},
  };
  const user = users.insert(draft, now);
  users.setGroups(user.pk, [group]);
  return user;
}
