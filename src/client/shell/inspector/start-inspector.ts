import { apiUrl } from "../../../protocol/flow-url.ts";
import { navigate } from "../../platform/surroundings.ts";
import { FlowLeavingEvent } from "../../ui/events.ts";
import type { FlowExecutor } from "../flow-executor.ts";
import { FlowInspector } from "./flow-inspector.ts";

/**
 * Puts the flow inspector beside a flow. While its panel is open, redirects wait until somebody follows them.
 *
 * @param open whether the panel is open to begin with
 */
export function startInspector(executor: FlowExecutor, open: boolean): void {
  const inspector = new FlowInspector();
  inspector.url = apiUrl(executor.apiBase, `flows/inspector/${encodeURIComponent(executor.slug)}/`);
  inspector.open = open;
  let follows = false;
  const follow = (): void => {
    const to = inspector.held;
    if (to === undefined) return;
    inspector.held = undefined;
    follows = true;
    if (executor.dispatchEvent(new FlowLeavingEvent(to))) navigate(to);
    follows = false;
  };
  const hold = (event: FlowLeavingEvent): void => {
    void inspector.reload();
    if (!inspector.open || follows) return;
    // Nobody else is to act on it before it is followed.
    event.preventDefault();
    event.stopImmediatePropagation();
    inspector.held = event.to;
  };
  executor.addEventListener("ak-flow-leaving", hold, { capture: true });
  executor.addEventListener("ak-flow-shown", () => void inspector.reload());
  inspector.addEventListener("follow", follow);
  inspector.addEventListener("close", follow);
  executor.append(inspector);
}
