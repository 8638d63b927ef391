import type { HostConfig } from "../../protocol/host-config.ts";
import { startEnterKey } from "./enter-key.ts";
import type { FlowExecutor } from "./flow-executor.ts";
import { startLegible } from "./legible.ts";
import { startWayBack } from "./start-way-back.ts";
import { startTelling } from "./told/start-telling.ts";

/** What every page has for those who use it and the first form has no room for, in one file. */
export function startAids(executor: FlowExecutor, { flow }: HostConfig, signal: AbortSignal): void {
  startTelling(executor, signal);
  startLegible(executor, signal);
  startEnterKey(executor, signal);
  startWayBack(executor, flow, signal);
}
