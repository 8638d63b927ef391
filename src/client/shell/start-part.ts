import type { FlowExecutor } from "./flow-executor.ts";

/** Starts a part of the page beside the flow. One that cannot be loaded, because the server is away just now, is tried again with the next step. */
export async function startPart(executor: FlowExecutor, signal: AbortSignal, part: () => Promise<void>): Promise<void> {
  try {
    await part();
  } catch (cause) {
    console.warn(cause);
    const again = (): void => void startPart(executor, signal, part);
    executor.addEventListener("ak-flow-shown", again, { once: true, signal });
  }
}
