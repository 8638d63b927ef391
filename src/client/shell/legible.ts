import type { FlowExecutor } from "./flow-executor.ts";
import { setAttribute } from "./field-row.ts";
import { legibleStyles } from "./legible.styles.ts";

/** Shows an account's name whole where it is longer than its line, and strong contrasts to those who want them, until the signal aborts. */
export function startLegible(executor: FlowExecutor, signal: AbortSignal): void {
  legibleStyles(executor);
  const show = (): void => {
    const row = executor.querySelector(".ak-identity");
    const input = row?.querySelector("input");
    if (!row || !input) return;
    setAttribute(row, "data-name", false); // Measured as it stands in one line.
    const isCut = row.classList.contains("ak-account") && input.scrollWidth > input.clientWidth;
    setAttribute(row, "data-name", isCut && input.value);
  };
  // With the layout of the frame that shows the step, instead of one of its own.
  const showInFrame = (): void => void requestAnimationFrame(show);
  show();
  executor.addEventListener("ak-flow-shown", showInFrame, { signal });
  addEventListener("resize", show, { signal });
}
