import type { FlowRequest } from "../engine/flow-request.ts";
import type { Store } from "../store/store.ts";

type Attempt = Pick<FlowRequest, "clientIp" | "now">;

/** Wrong passwords that one address may try for one name in ten minutes, and that all addresses together may in an hour. */
const bounds = [
  { most: 10, period: 600_000, nameFor: (name: string, ip: string) => `login/${ip}/${name}` },
  { most: 100, period: 3_600_000, nameFor: (name: string) => `login/*/${name}` },
] as const;

/**
 * Whether no more passwords are tried for a name at the moment, whoever has it, and whether anybody does.
 *
 * @returns minutes until they are again, or `undefined` when they are now
 */
export function lockedFor({ counters }: Store, name: string, { clientIp, now }: Attempt): number | undefined {
  const locks = bounds
    .map(({ most, nameFor }) => ({ most, counter: counters.get(nameFor(folded(name), clientIp), now) }))
    .filter(({ most, counter }) => counter !== undefined && counter.count >= most);
  if (locks.length === 0) return undefined;
  const until = Math.max(...locks.map(({ counter }) => counter?.expires ?? now));
  return Math.max(1, Math.ceil((until - now) / 60_000));
}

/** Notes a wrong password. */
export function recordWrongPassword({ counters }: Store, name: string, { clientIp, now }: Attempt): void {
  for (const { period, nameFor } of bounds) counters.increment(nameFor(folded(name), clientIp), now, period);
}

/** A right password makes up for the wrong ones from the same address. */
export function forgetWrongPasswords({ counters }: Store, name: string, { clientIp }: Attempt): void {
  counters.remove(bounds[0].nameFor(folded(name), clientIp));
}

/** What is said to whoever has to wait. */
export function lockedMessage(minutes: number): string {
  return `Too many attempts. Please try again after ${minutes} ${minutes === 1 ? "minute" : "minutes"}.`;
}

function folded(name: string): string {
  return name.toLowerCase();
}
