import { setAttribute } from "./field-row.ts";
import type { FlowExecutor } from "./executor.ts";
import { legibleStyles } from "./legible.styles.ts";

/** Shows an account's name whole where it is longer than its line, and strong contrasts to those who want them, until the signal aborts. */
export function startLegible(executor: FlowExecutor, signal: AbortSignal): void {
  let width = -1;
  const show = (): void => {
    if (signal.aborted) return;
    const row = (executor.encapsulated ? executor.renderRoot : executor).querySelector(".ak-identity");
    const input = row?.querySelector("input");
    if (!row || !input) return;
    legibleStyles(row);
    setAttribute(row, "data-name", false); // Measured as it stands in one line.
    const isCut = row.classList.contains("ak-account") && input.scrollWidth > input.clientWidth;
    setAttribute(row, "data-name", isCut && input.value);
    width = row.clientWidth;
    observer.observe(row);
  };
  // With the layout of the frame that shows the step, instead of one of its own.
  const showInFrame = (): void => void requestAnimationFrame(show);
  // The row is higher with a whole name: only another width is a reason to measure.
  const observer = new ResizeObserver(([entry]) => {
    if (entry?.target.clientWidth !== width) showInFrame();
  });
  show();
  executor.addEventListener("ak-flow-shown", showInFrame, { signal });
  signal.addEventListener("abort", () => observer.disconnect());
}

/** The same for an element that stands in a page of somebody else's, which may move it. */
export function stayLegible(executor: FlowExecutor): void {
  let connection: AbortController | undefined;
  executor.addController({
    hostConnected() {
      connection = new AbortController();
      startLegible(executor, connection.signal);
    },
    hostDisconnected: () => connection?.abort(),
  });
}
