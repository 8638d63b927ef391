import type { FlowMessage } from "../../../protocol/flow-message.ts";
import { parentOrigin, postToParent, watchContentHeight } from "../../platform/parent-page.ts";
import type { FlowExecutor } from "../flow-executor.ts";
import { shownChallenge } from "../shown-challenge.ts";
import { framedStyles } from "./framed.styles.ts";

/** Tells the page that has this one in a frame what happens, until the signal aborts: never what was typed, nor where the flow leads in full. */
export function tellParent(executor: FlowExecutor, signal: AbortSignal): void {
  const origin = parentOrigin();
  if (origin === undefined) return;
  framedStyles(executor);
  const tell = (message: FlowMessage): void => postToParent({ source: "flow-interface", ...message }, origin);
  const step = (): void => {
    const component = shownChallenge(executor)?.component;
    const title = executor.querySelector(".ak-title")?.textContent.trim() ?? "";
    if (component !== undefined) tell({ type: "step", component, title });
  };
  tell({ type: "ready" });
  step();
  watchContentHeight(executor, (height) => tell({ type: "height", height }), signal);
  executor.addEventListener("ak-flow-shown", step, { signal });
  executor.addEventListener(
    "ak-flow-before-leave",
    ({ to, defaultPrevented }) => {
      if (!defaultPrevented) tell({ type: "leaving", origin: new URL(to).origin });
    },
    { signal },
  );
}
