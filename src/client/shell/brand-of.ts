import type { ReactiveController } from "lit";
import type { Brand } from "../../protocol/challenges.ts";
import type { FlowExecutor } from "./flow-executor.ts";

/** The brand of a flow, once it is known; never settles where the server has none to tell. */
export function brandOf(executor: FlowExecutor): Promise<Brand> {
  return new Promise((resolve) => {
    const controller: ReactiveController = {
      hostUpdated() {
        if (!executor.brand) return;
        executor.removeController(controller);
        resolve(executor.brand);
      },
    };
    executor.addController(controller);
    if (executor.brand) controller.hostUpdated?.();
  });
}
