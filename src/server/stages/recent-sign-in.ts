import { sentence } from "../../protocol/locales/words.ts";
import type { ComponentName } from "../../protocol/challenges.ts";
import { insertNext, type PlannedBinding } from "../engine/plan.ts";
import type { InstanceOf, Model } from "../engine/model.ts";
import { isLately } from "../engine/session.ts";
import type { StageHandler, StageVisit } from "../engine/stage-handler.ts";
import { hasSecondFactor, secondFactorStep } from "./authenticators/second-factors.ts";
import { currentUser } from "./current-user.ts";
import { proofTime } from "./identity-proofs.ts";
import { reauthenticateStep } from "./reauthenticate-step.ts";

type Visit = StageVisit<unknown>;

/** What is asked of whoever is signed in: a sign-in not long ago, or their present password in this very flow. */
export type Need = "recent" | "password";

/** What comes before the step: a question that is in the plan now, or that there is nothing to ask for. */
export type AskedFirst = { readonly kind: "ok" } | { readonly kind: "denied"; readonly message: string };

const tooLongAgo: AskedFirst = {
  kind: "denied",
  message: sentence("You signed in too long ago for this. Sign out, sign in again and try once more."),
};

/**
 * Makes sure that whoever changes what protects their own account is its owner, and not somebody at their browser (OWASP ASVS 5.0, 6.2.3 and
 * 7.5.1): puts a question before the current step, which then has its turn again. Accounts other than the one that is signed in are the
 * flow's own business.
 *
 * @returns what the current step's turn comes to, or `undefined` when it may do its work
 */
export function askFirst(visit: Visit, userPk: number, need: Need): AskedFirst | undefined {
  if (visit.request.session.user?.pk !== userPk || isEnough(visit, userPk, need)) return undefined;
  const question = questionFor(visit, userPk);
  if (!question) return tooLongAgo;
  insertNext(visit.plan, visit.step);
  insertNext(visit.plan, question);
  return { kind: "ok" };
}

/** The stage with {@link askFirst} before everything it does for the account that is signed in. */
export function afterRecentSignIn<M extends Model, C extends ComponentName>(
  handler: StageHandler<M, C>,
): StageHandler<M, C> {
  const first = (visit: StageVisit<InstanceOf<M>>): AskedFirst | undefined => {
    const pk = currentUser(visit)?.pk;
    return pk == null ? undefined : askFirst(visit, pk, "recent");
  };
  return {
    ...handler,
    show: async (visit) => first(visit) ?? handler.show(visit),
    ...(handler.answer && {
      answer: async (visit, body) => first(visit) ?? handler.answer?.(visit, body) ?? { kind: "denied" },
    }),
  };
}

function isEnough(visit: Visit, userPk: number, need: Need): boolean {
  const { plan, request, services } = visit;
  // A link to their address stands for a password that is forgotten.
  if (proofTime(plan, userPk, "email") !== undefined) return true;
  const { session, now } = request;
  const isFresh = (proof: "password" | "passkey" | "factor"): boolean => isLately(proofTime(plan, userPk, proof), now);
  const hasPassword = services.store.users.passwordHash(userPk) !== null;
  if (isFresh("password")) return true;
  if (hasPassword && need === "password") return false;
  return isFresh("passkey") || (!hasPassword && isFresh("factor")) || isLately(session.state.authenticatedAt, now);
}

function questionFor({ services }: Visit, userPk: number): PlannedBinding | undefined {
  const { store } = services;
  if (store.users.passwordHash(userPk) !== null) return reauthenticateStep();
  return hasSecondFactor(store, userPk) ? secondFactorStep() : undefined;
}
