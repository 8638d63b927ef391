import { choice, list } from "../engine/fields.ts";
import type { PendingUser } from "../engine/plan-context.ts";
import { BusyError } from "../engine/busy-error.ts";
import { improveHash } from "../store/improve-hash.ts";
import { pbkdf2Parts } from "../store/pbkdf2-hash.ts";
import type { User } from "../store/user-store.ts";
import { tooMany } from "../engine/limiter.ts";
import { attemptOf, type Trier } from "./login-attempts.ts";
import type { Services } from "../engine/services.ts";

export const inbuiltBackend = "authentik.core.auth.InbuiltBackend";

/** Where passwords may be checked. Only the inbuilt backend exists here; the others are known, and know nobody. */
export const backendsField = list(
  choice(
    inbuiltBackend,
    "authentik.core.auth.TokenBackend",
    "authentik.sources.ldap.auth.LDAPBackend",
    "authentik.sources.kerberos.auth.KerberosBackend",
  ),
);

/** Who wants to sign in, and with what. */
export interface Credentials {
  /** What was typed as the name, in its normal form. */
  readonly typed: string;
  readonly user: PendingUser | undefined;
  readonly password: string;
  readonly backends: readonly string[];
}

/** What a password comes to: the user, freshly read; or why not, in words where there is something to say. */
export type Authenticated = { readonly user: PendingUser } | { readonly user?: never; readonly reason?: string };

/**
 * Whether the password is theirs and they may sign in. Takes the same time for users who do not exist, have no password or are not active, and
 * after too many wrong ones takes none for a while.
 *
 * @throws BusyError when too many passwords are being checked already
 */
export function authenticate(
  { store, passwords, limiter }: Pick<Services, "store" | "passwords" | "limiter">,
  request: Trier["request"],
  { typed, user, password, backends }: Credentials,
): Promise<Authenticated> {
  const { counted } = attemptOf(limiter, { typed, user, request });
  // Many people can be behind one network, and need not wait for each other.
  const strict = counted.filter(([limit]) => limit !== "password-network");
  return limiter.attempt(strict, request.now, async () => {
    // Asked anew: attempts under way have ended meanwhile.
    const attempt = attemptOf(limiter, { typed, user, request });
    if (attempt.wait !== undefined) return { reason: tooMany("attempts", attempt.wait) };
    const pk = user?.pk ?? null;
    const hash = pk === null || !backends.includes(inbuiltBackend) ? null : store.users.passwordHash(pk);
    let current: User | undefined;
    const mayEnter = (): boolean => {
      current = pk === null ? undefined : store.users.get(pk);
      return current?.is_active === true && !attempt.isHeld;
    };
    if ((await passwords.attempt(hash, password, mayEnter)) && current) {
      limiter.forget(attempt.forgiven);
      if (hash !== null && pbkdf2Parts(hash)) await renewHash({ store, passwords }, current.pk, { hash, password });
      return { user: { ...current, backend: inbuiltBackend } };
    }
    limiter.add(attempt.counted, request.now);
    return {};
  });
}

/** What came with a file in another way of hashing is kept as everything else is, once the password is known; if not now, next time. */
async function renewHash(
  { store, passwords }: Pick<Services, "store" | "passwords">,
  pk: number,
  { hash, password }: { readonly hash: string; readonly password: string },
): Promise<void> {
  try {
    improveHash(store, pk, hash, await passwords.hash(password));
  } catch (error) {
    if (!(error instanceof BusyError)) throw error;
  }
}
