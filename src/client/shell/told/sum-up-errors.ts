import { msg } from "@lit/localize";
import { counted } from "../../../protocol/locales/words.ts";
import type { FlowExecutor } from "../flow-executor.ts";
import { part, setText } from "../field-row.ts";

/**
 * Says in the bar above the button how many fields are in error, where they are several: the focus is on the first of them, and the others
 * may be out of sight. Until the signal aborts.
 */
export function sumUpErrors(executor: FlowExecutor, signal: AbortSignal): void {
  let before = 0;
  const show = (): void => {
    const count = fieldsInError(executor);
    const old = executor.querySelector<HTMLElement>("[data-summary]");
    const bar = executor.querySelector("[data-stage] .ak-problem");
    // One more is news; one less is what the person has just done, and interrupts nobody.
    const summary = count > before || !old ? newSummary() : old;
    if (count < before) summary.removeAttribute("role");
    before = count;
    if (summary !== old) old?.remove();
    if (count < 2) return summary.remove();
    setText(part(summary, "p"), sentenceFor(count));
    if (summary.previousElementSibling !== bar) bar?.after(summary);
  };
  const observer = new MutationObserver(show);
  observer.observe(executor, { subtree: true, attributeFilter: ["aria-invalid"] });
  signal.addEventListener("abort", () => observer.disconnect());
  executor.addEventListener("ak-flow-shown", show, { signal });
}

function sentenceFor(count: number): string {
  return counted(msg("{0, plural, one {# field needs another look.} other {# fields need another look.}}"), count);
}

/** How many there are; the radio buttons of a group are one. */
function fieldsInError(executor: FlowExecutor): number {
  const controls = [...executor.querySelectorAll<HTMLInputElement>(".ak-form [aria-invalid=true]")];
  const shown = controls.filter((control) => !control.closest("[hidden], [inert]"));
  return new Set(shown.map((control) => (control.type === "radio" ? control.name : control))).size;
}

function newSummary(): HTMLElement {
  const summary = document.createElement("div");
  summary.className = "ak-problem";
  summary.dataset["summary"] = "";
  summary.setAttribute("role", "alert");
  summary.append(document.createElement("p"));
  return summary;
}
