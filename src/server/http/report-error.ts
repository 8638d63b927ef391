import { FlowFault } from "../engine/flow-fault.ts";
import { Refusal } from "../engine/refusal.ts";
import type { RoutesContext } from "./routes-context.ts";

/**
 * Puts an error into the log. What was foreseen is worth a line; a stack trace is for what nobody expected, and for that only, because
 * requests that are refused come by the thousand.
 *
 * @param what began the line of a flow that cannot go on
 */
export function reportError(
  { services, onError }: Pick<RoutesContext, "services" | "onError">,
  error: unknown,
  requestId: string,
  what = "A flow could not be begun",
): void {
  if (error instanceof Refusal) services.log("info", `${requestId} ${error.name}: ${error.message}`);
  else if (error instanceof FlowFault) services.log("error", `${requestId} ${what}: ${error.message}`);
  else onError(error, requestId);
}
