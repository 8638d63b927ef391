import type { Plan } from "../engine/plan.ts";
import { isJsonObject } from "../store/json-value.ts";

/** What somebody can show in a flow: a password, a passkey that tells who they are, a second factor, that they open mail to their address. */
export type Proof = "password" | "passkey" | "factor" | "email";

const proofsKey = "goauthentik.io/flows/identity_proofs";

/** Notes in the plan that a user has shown something. What somebody else has shown in it before counts no longer. */
export function noteProof(plan: Plan, userPk: number, proof: Proof, now: number): void {
  const kept = plan.context[proofsKey];
  const before = isJsonObject(kept) && kept.user === userPk ? kept : {};
  plan.context[proofsKey] = { ...before, user: userPk, [proof]: now };
}

/** When a user has shown something in this plan, in milliseconds since 1970; `undefined` for not at all. */
export function proofTime(plan: Plan, userPk: number, proof: Proof): number | undefined {
  const kept = plan.context[proofsKey];
  const time = isJsonObject(kept) && kept.user === userPk ? kept[proof] : undefined;
  return typeof time === "number" ? time : undefined;
}
