import type { FixtureState } from "../fixtures/fixture-state.ts";
import { enter, firstOf, prepare } from "./enter-state.ts";
import { type MountedFlow, type Mounting, mountFlow } from "./mount.ts";

export type { MountedFlow };

/** Puts a flow on the page in the given state. */
export async function mountState(state: FixtureState, mounting: Mounting = {}): Promise<MountedFlow> {
  const { answers, offline } = state;
  const flow = await mountFlow({ first: firstOf(state), answers, offline, before: prepare, ...mounting });
  await enter(flow.executor, state);
  return flow;
}
