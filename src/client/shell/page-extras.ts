import type { HostConfig } from "../../protocol/host-config.ts";
import type { FlowExecutor } from "./flow-executor.ts";

/**
 * Starts what a page can have beside its flow, each with its code loaded only where it is wanted.
 *
 * @returns when a first step may show that has waited for this
 */
export async function startExtras(executor: FlowExecutor, { config }: HostConfig): Promise<void> {
  const inspector = new URLSearchParams(executor.query).get("inspector");
  if (inspector !== null || config?.capabilities.includes("can_debug")) {
    const { startInspector } = await import("./inspector/start-inspector.ts");
    startInspector(executor, inspector === "" || inspector === "open");
  }
}
