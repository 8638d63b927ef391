import { choice, list } from "../engine/fields.ts";
import type { PendingUser } from "../engine/plan.ts";
import { forgetWrongPasswords, lockedFor, lockedMessage, recordWrongPassword } from "./login-attempts.ts";
import type { FlowRequest } from "../engine/flow-request.ts";
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

/** Who wants to sign in, and with what. */
export interface Credentials {
  /** What the account is called, or was by whoever typed it. */
  readonly name: string;
  readonly user: PendingUser | undefined;
  readonly password: string;
  readonly backends: readonly string[];
}

/** What a password comes to: the user, freshly read; or why not, in words where there is something to say. */
export type Authenticated = { readonly user: PendingUser } | { readonly user?: never; readonly reason?: string };

/**
 * Whether the password is theirs and they may sign in. Takes the same time for users who do not exist, have no password or are not active, and
 * after too many wrong ones takes none for a while.
 */
export async function authenticate(
  { store, passwords }: Services,
  request: FlowRequest,
  { name, user, password, backends }: Credentials,
): Promise<Authenticated> {
  const minutes = lockedFor(store, name, request);
  if (minutes !== undefined) return { reason: lockedMessage(minutes) };
  const pk = user?.pk ?? null;
  const hash = pk === null || !backends.includes(inbuiltBackend) ? null : store.users.passwordHash(pk);
  const matches = await passwords.verify(hash, password);
  const current = pk === null ? undefined : store.users.get(pk);
  if (matches && current?.is_active) {
    forgetWrongPasswords(store, name, request);
    return { user: { ...current, backend: inbuiltBackend } };
  }
  recordWrongPassword(store, name, request);
  return {};
}
