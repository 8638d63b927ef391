import { msg } from "@lit/localize";
import { html, render } from "lit";
import type { ServerMessage } from "../../protocol/host-config.ts";
import { toastStyles } from "./toasts.styles.ts";

/** Milliseconds that a message without a problem stays. Problems stay until somebody takes them away. */
const lifetime = 10_000;
/** Milliseconds after which one that somebody was reading is looked at again. */
const grace = 1000;

/** Shows a message from the server that belongs to no field; the same message twice shows once. @param root where the card stands */
export function showToast({ level, message }: ServerMessage, root: ParentNode): void {
  const region = toastRegion(root);
  if ([...region.children].some((toast) => toast.firstElementChild?.textContent === message)) return;
  const toast = document.createElement("div");
  const isProblem = level === "error" || level === "warning";
  const dismiss = (): void => toast.remove();
  toast.className = `ak-toast ak-toast-${level}`;
  toast.setAttribute("role", isProblem ? "alert" : "status");
  render(
    html`<p dir="auto">${message}</p>
      <button type="button" aria-label=${msg("Dismiss")} @click=${dismiss}>×</button>`,
    toast,
  );
  region.append(toast);
  if (!isProblem) dismissAfter(toast, lifetime);
}

/** Takes a message away after so many milliseconds, or once nobody points at it or has the focus in it any more. */
function dismissAfter(toast: HTMLElement, delay: number): void {
  setTimeout(() => {
    if (toast.matches(":hover, :focus-within")) dismissAfter(toast, grace);
    else toast.remove();
  }, delay);
}

function toastRegion(root: ParentNode): HTMLElement {
  const existing = root.querySelector<HTMLElement>(".ak-toasts");
  if (existing) return existing;
  const region = document.createElement("section");
  region.className = "ak-toasts";
  region.setAttribute("aria-label", msg("Messages"));
  root.append(region);
  toastStyles(region);
  return region;
}
