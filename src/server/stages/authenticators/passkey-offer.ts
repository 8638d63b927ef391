import type { PendingUser } from "../../engine/plan-context.ts";
import type { StageVisit } from "../../engine/stage-handler.ts";
import { currentUser } from "../current-user.ts";
import { proofTime } from "../identity-proofs.ts";
import { hasSecondFactor } from "./second-factors.ts";

type Visit = Pick<StageVisit<unknown>, "plan" | "request" | "services">;

/** Milliseconds in which nobody is asked again who did not want a passkey. */
const pause = 90 * 86_400_000;

/**
 * Whether to offer a passkey: to whoever has signed in with a password, has no passkey, and has not said "not yet" lately. Where the account
 * has a second factor, only after that has been shown, so that a password alone opens no other way in.
 */
export function isPasskeyOffered(visit: Visit): boolean {
  const { plan, request, services } = visit;
  const user = currentUser(visit);
  if (user?.pk == null || proofTime(plan, user.pk, "password") === undefined) return false;
  const { devices, counters } = services.store;
  if (devices.listByUser(user.pk).some(({ deviceClass }) => deviceClass === "webauthn")) return false;
  if (hasSecondFactor(services.store, user.pk) && proofTime(plan, user.pk, "factor") === undefined) return false;
  return counters.get(nameOf(user), request.now) === undefined;
}

/** Remembers that somebody wants none for now. */
export function notePasskeyDeclined({ request, services }: Visit, user: PendingUser): void {
  services.store.counters.set(nameOf(user), { count: 1, expires: request.now + pause });
}

function nameOf({ pk }: PendingUser): string {
  return `passkey-declined:${pk}`;
}
