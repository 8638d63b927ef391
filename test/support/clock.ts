import { settle } from "./until.ts";

/** A clock that goes only when it is told to. */
export interface Clock {
  /** Lets the given number of milliseconds go by, and everything happen that was to happen in them. */
  pass(milliseconds: number): Promise<void>;
  start(): void;
}

interface Timer {
  readonly due: number;
  readonly run: () => void;
}

/** Stops the page's clock: `setTimeout`, `clearTimeout` and `Date.now`. Whoever stops it starts it again. */
export function stopClock(): Clock {
  const real = { setTimeout: window.setTimeout, clearTimeout: window.clearTimeout, now: Date.now };
  const timers = new Map<number, Timer>();
  let now = real.now();
  // Far from the numbers of real timers, which can still be cleared meanwhile.
  let last = 1_000_000_000;

  const setTimer = (run: (...values: unknown[]) => void, delay = 0, ...values: unknown[]): number => {
    timers.set(++last, { due: now + delay, run: () => run(...values) });
    return last;
  };
  const clearTimer = (id?: number): void => {
    if (id !== undefined && !timers.delete(id)) real.clearTimeout.call(window, id);
  };
  Object.assign(window, { setTimeout: setTimer, clearTimeout: clearTimer });
  Date.now = () => now;

  return {
    async pass(milliseconds) {
      const end = now + milliseconds;
      for (;;) {
        await settle();
        const next = [...timers].filter(([, { due }]) => due <= end).sort(([, a], [, b]) => a.due - b.due)[0];
        if (!next) break;
        const [id, { due, run }] = next;
        timers.delete(id);
        now = due;
        run();
      }
      now = end;
    },
    start() {
      Object.assign(window, { setTimeout: real.setTimeout, clearTimeout: real.clearTimeout });
      Date.now = real.now;
    },
  };
}
