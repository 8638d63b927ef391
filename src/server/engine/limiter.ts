import { createHash } from "node:crypto";
import { counted } from "../../protocol/locales/words.ts";
import type { CounterStore } from "../store/counter-store.ts";
import { type Limit, type LimitName, limits } from "./limits.ts";

/** One thing to count: by which limit, and for whom. */
export type Counted = readonly [limit: LimitName, subject: string];

/** Bounds that a stage sets for itself, in place of the limit's. */
export type OwnBounds = Pick<Limit, "max" | "period">;

/** Counts what may not happen too often. Counts are kept in the store: a restart forgives nothing. */
export class Limiter {
  readonly #counters: CounterStore;
  /** What was begun and has neither failed nor succeeded, by the counter's name. */
  readonly #underWay = new Map<string, number>();
  #waiting: (() => void)[] = [];

  constructor(counters: CounterStore) {
    this.#counters = counters;
  }

  /**
   * Counts one more of each, if there is room in all of them, else none.
   *
   * @returns milliseconds to wait, or `undefined` when there was room
   */
  take(counted: readonly Counted[], now: number, own?: OwnBounds): number | undefined {
    const wait = this.wait(counted, now, own);
    if (wait === undefined) this.add(counted, now, own);
    return wait;
  }

  /** How many milliseconds to wait until there is room in all of them; `undefined` when there is. */
  wait(counted: readonly Counted[], now: number, own?: OwnBounds): number | undefined {
    const full = counted.flatMap(([limit, subject]): number[] => {
      const counter = this.#counters.get(nameOf(limit, subject), now);
      return counter !== undefined && counter.count >= (own ?? limits[limit]).max ? [counter.expires - now] : [];
    });
    return full.length > 0 ? Math.max(...full) : undefined;
  }

  /** Counts one more of each, whether there is room or not. */
  add(counted: readonly Counted[], now: number, own?: OwnBounds): void {
    this.#counters.atOnce(() => {
      for (const [limit, subject] of counted) {
        this.#counters.increment(nameOf(limit, subject), now, (own ?? limits[limit]).period);
      }
    });
  }

  /** Begins anew. */
  forget(counted: readonly Counted[]): void {
    for (const [limit, subject] of counted) this.#counters.remove(nameOf(limit, subject));
  }

  /**
   * Runs something of which only failures are counted. Where attempts under way could use up what room is left, it waits for them: many at
   * once get no more tries than many one after another.
   */
  async attempt<T>(counted: readonly Counted[], now: number, work: () => Promise<T>): Promise<T> {
    const names = counted.map(([limit, subject]) => nameOf(limit, subject));
    while (this.#isCrowded(counted, now)) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    for (const name of names) this.#underWay.set(name, (this.#underWay.get(name) ?? 0) + 1);
    try {
      return await work();
    } finally {
      for (const name of names) this.#leave(name);
      const waiting = this.#waiting;
      this.#waiting = [];
      for (const resume of waiting) resume();
    }
  }

  #isCrowded(counted: readonly Counted[], now: number): boolean {
    return counted.some(([limit, subject]) => {
      const name = nameOf(limit, subject);
      const underWay = this.#underWay.get(name) ?? 0;
      return underWay > 0 && (this.#counters.get(name, now)?.count ?? 0) + underWay >= limits[limit].max;
    });
  }

  #leave(name: string): void {
    const left = (this.#underWay.get(name) ?? 0) - 1;
    if (left > 0) this.#underWay.set(name, left);
    else this.#underWay.delete(name);
  }
}

/** What is said to whoever has to wait, by what there were too many of. Whole sentences, because languages put them together in their own ways. */
const waits = {
  attempts: (minutes: number) =>
    counted(
      "{0, plural, one {Too many attempts. Please try again after # minute.} other {Too many attempts. Please try again after # minutes.}}",
      minutes,
    ),
  "wrong codes": (minutes: number) =>
    counted(
      "{0, plural, one {Too many wrong codes. Please try again after # minute.} other {Too many wrong codes. Please try again after # minutes.}}",
      minutes,
    ),
  "attempts to create an account": (minutes: number) =>
    counted(
      "{0, plural, one {Too many attempts to create an account. Please try again after # minute.} other {Too many attempts to create an account. Please try again after # minutes.}}",
      minutes,
    ),
  "account verification attempts": (minutes: number) =>
    counted(
      "{0, plural, one {Too many account verification attempts. Please try again after # minute.} other {Too many account verification attempts. Please try again after # minutes.}}",
      minutes,
    ),
} as const;

/** What is said to whoever has to wait. @param wait in milliseconds */
export function tooMany(what: keyof typeof waits, wait: number): string {
  return waits[what](Math.max(1, Math.ceil(wait / 60_000)));
}

/** Of the same length whatever was typed, and nothing that the store would tell about people. */
function nameOf(limit: LimitName, subject: string): string {
  return `${limit}/${createHash("sha256").update(subject).digest("base64url")}`;
}
