import type { FlowRequest } from "../engine/flow-request.ts";
import type { Counted, Limiter } from "../engine/limiter.ts";
import type { PendingUser } from "../engine/plan-context.ts";

/** Somebody who tries a password. */
export interface Trier {
  /** What was typed as the name, in its normal form. */
  readonly typed: string;
  readonly user: PendingUser | undefined;
  readonly request: Pick<FlowRequest, "clientNetwork" | "deviceUid" | "now">;
}

/** What an attempt to sign in is counted by. */
export interface Attempt {
  /** Milliseconds to wait before another password is tried; `undefined` when this one may be. */
  readonly wait: number | undefined;
  /**
   * Whether the account takes none at the moment. That is not told, and looks like a wrong password: a name that was never tried before would
   * else be known to belong to an account that is locked.
   */
  readonly isHeld: boolean;
  /** What a wrong password is counted by. */
  readonly counted: readonly Counted[];
  /** What a right one makes up for. */
  readonly forgiven: readonly Counted[];
}

/**
 * Whether a password is tried now. A browser that has signed in to the account before has a budget of its own, so that others cannot lock its
 * owner out (OWASP ASVS 5.0, 6.1.1).
 */
export function attemptOf(limiter: Limiter, { typed, user, request }: Trier): Attempt {
  const { clientNetwork, deviceUid, now } = request;
  // Somebody who does not exist is counted as well, so that it takes the same time.
  const account = user?.pk == null ? `nobody ${typed}` : String(user.pk);
  const here: Counted = ["password-name-network", `${clientNetwork} ${typed}`];
  const told: Counted[] = [here, ["password-name", typed], ["password-network", clientNetwork]];
  const silent: Counted[] = [["password-account", account]];
  const device: Counted[] = [["password-device", account]];
  const isKnown = user?.pk != null && deviceUid === user.uid;
  const counted = [...told, ...silent, ...(isKnown ? device : [])];
  const forgiven = [here, ...(isKnown ? device : [])];
  if (isKnown && limiter.wait(device, now) === undefined) return { wait: undefined, isHeld: false, counted, forgiven };
  return { wait: limiter.wait(told, now), isHeld: limiter.wait(silent, now) !== undefined, counted, forgiven };
}
