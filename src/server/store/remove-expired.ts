import type { Store } from "./store.ts";

/** Deletes what has ended by `now`, in milliseconds since 1970. */
export function removeExpired(store: Store, now: number): void {
  const { sessions, flowTokens, counters, reputation, pendingAccounts } = store;
  reputation.removeExpired(now);
  for (const kept of [sessions, flowTokens, counters, pendingAccounts]) kept.removeExpired(now);
}
