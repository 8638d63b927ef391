import { choice, list } from "../engine/fields.ts";
import type { PendingUser } from "../engine/plan.ts";
import type { Services } from "../engine/stage-handler.ts";

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

/**
 * The user, freshly read, if the password is theirs and they may sign in. Takes the same time for users who do not exist, have no password or
 * are not active.
 */
export async function authenticate(
  services: Services,
  user: PendingUser | undefined,
  password: string,
  backends: readonly string[],
): Promise<PendingUser | undefined> {
  const pk = user?.pk ?? null;
  const hash = pk === null || !backends.includes(inbuiltBackend) ? null : services.store.users.passwordHash(pk);
  const matches = await services.passwords.verify(hash, password);
  const current = pk === null ? undefined : services.store.users.get(pk);
  return matches && current?.is_active ? { ...current, backend: inbuiltBackend } : undefined;
}
