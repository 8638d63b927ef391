import { setTimeout as delay } from "node:timers/promises";

const step = 30_000;
/** Milliseconds that an answer may take on a busy machine. */
const margin = 12_000;

/**
 * The time for which an app is to make the code of the step before, so that the present one is still good afterwards. Where a step is about
 * to end it waits for the next: that code would be two steps old by the time that it arrives.
 *
 * @returns milliseconds since 1970
 */
export async function stepBefore(): Promise<number> {
  const left = step - (Date.now() % step);
  if (left < margin) await delay(left);
  return Date.now() - step;
}
