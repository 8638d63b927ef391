import type { FixtureState } from "../fixtures/fixture-state.ts";
import { stopClock } from "./clock.ts";
import { enter, firstOf, prepare } from "./enter-state.ts";
import { type MountedFlow, type Mounting, insertFlow, mountFlow } from "./mount.ts";

export type { MountedFlow };

/** Puts a flow on the page in the given state. */
export async function mountState(state: FixtureState, mounting: Mounting = {}): Promise<MountedFlow> {
  const { answers, offline, after } = state;
  const all = { first: firstOf(state), answers, offline, before: prepare, ...mounting };
  const clock = after === undefined ? undefined : stopClock();
  try {
    // What shows only after a while cannot be waited for.
    const flow = clock && !state.challenge ? await insertFlow(all) : await mountFlow(all);
    await enter(flow.executor, state, clock);
    return flow;
  } finally {
    clock?.start();
  }
}
