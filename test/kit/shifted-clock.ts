import { AsyncLocalStorage } from "node:async_hooks";

/** Milliseconds by which the work that is under way lives in the future. */
const shifts = new AsyncLocalStorage<{ milliseconds: number }>();
let isInstalled = false;

/** A clock that can be moved on, for work that is done within it and for nothing else of the process. */
export class ShiftedClock {
  readonly #shift = { milliseconds: 0 };

  /** What this clock says. */
  get now(): number {
    return shifts.exit(() => Date.now()) + this.#shift.milliseconds;
  }

  advance(milliseconds: number): void {
    install();
    this.#shift.milliseconds += milliseconds;
  }

  /** Does something by this clock, and whatever follows from it. */
  run<T>(work: () => T): T {
    return shifts.run(this.#shift, work);
  }
}

function install(): void {
  if (isInstalled) return;
  isInstalled = true;
  const real = Date.now.bind(Date);
  Date.now = () => real() + (shifts.getStore()?.milliseconds ?? 0);
}
