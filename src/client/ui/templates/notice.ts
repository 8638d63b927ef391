import { html, nothing, type TemplateResult } from "lit";
import { safeLink } from "../../../protocol/safe-link.ts";
import { FlowRetryEvent } from "../events.ts";

/** The message of a page that asks nothing, such as a denial. Line breaks are the server's and are kept. */
export function notice(text: string): TemplateResult {
  return html`<p class="ak-notice" dir="auto">${text}</p>`;
}

/**
 * A way on from a page that asks nothing: a link that looks like the primary button, or like the one beside it.
 *
 * @param href an address of the server's, which is followed only to where links lead; or a target that was checked, an app's among them
 */
export function wayOut(label: string, href: string | URL, secondary = false): TemplateResult {
  return html`<a class="ak-button ${secondary ? "ak-secondary" : ""}" href=${(href instanceof URL ? href.href : safeLink(href)) ?? nothing}>${label}</a>`;
}

/** Asks the server again where the flow stands. */
export function retryButton(label: string, secondary = false): TemplateResult {
  return html`<button class="ak-button ${secondary ? "ak-secondary" : ""}" type="button" @click=${onRetry}>${label}</button>`;
}

function onRetry(event: Event): void {
  event.target?.dispatchEvent(new FlowRetryEvent());
}
