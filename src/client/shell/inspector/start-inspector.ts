import { navigate } from "../../platform/environment.ts";
import { FlowBeforeLeaveEvent } from "../../ui/events.ts";
import type { FlowExecutor } from "../flow-executor.ts";
import { FlowInspector } from "./flow-inspector.ts";

/**
 * Puts the flow inspector beside a flow. While its panel is open, redirects wait until somebody follows them.
 *
 * @param open whether the panel is open to begin with
 */
export function startInspector(executor: FlowExecutor, open: boolean, signal: AbortSignal): void {
  const inspector = new FlowInspector();
  inspector.api = executor.api;
  inspector.slug = executor.slug;
  inspector.open = open;
  let follows = false;
  const follow = (): void => {
    const to = inspector.held;
    if (to === undefined) return;
    inspector.held = undefined;
    follows = true;
    if (executor.dispatchEvent(new FlowBeforeLeaveEvent(to))) navigate(to);
    follows = false;
  };
  const hold = (event: FlowBeforeLeaveEvent): void => {
    void inspector.reload();
    if (!inspector.open || follows) return;
    // Nobody else is to act on it before it is followed.
    event.preventDefault();
    event.stopImmediatePropagation();
    inspector.held = event.to;
  };
  executor.addEventListener("ak-flow-before-leave", hold, { capture: true, signal });
  executor.addEventListener("ak-flow-shown", () => void inspector.reload(), { signal });
  inspector.addEventListener("ak-inspector-follow", follow);
  inspector.addEventListener("ak-inspector-close", follow);
  executor.append(inspector);
}
