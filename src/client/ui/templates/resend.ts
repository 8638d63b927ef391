import { msg, str } from "@lit/localize";
import { html, type TemplateResult } from "lit";

export interface Resending {
  /** Until it may be sent again; 0 when it may. */
  readonly seconds: number;
  /** What has just been done, for everybody to know. */
  readonly status: string;
  readonly onResend: () => void;
}

/**
 * The button that asks for another message. While it has to wait it counts, but only for those who look: it says when it is ready again.
 */
export function resend({ seconds, status, onResend }: Resending): TemplateResult {
  const waits = seconds > 0;
  const onClick = (): void => {
    if (!waits) onResend();
  };
  return html`<p class="ak-hint" role="status">${status}</p>
    <button class="ak-button ak-secondary" type="button" aria-disabled=${waits} @click=${onClick} .textContent=${resendLabel(seconds)}></button>`;
}

/** As one text, because a browser that translates the page replaces text nodes, and would keep the count from going on. */
export function resendLabel(seconds: number): string {
  return seconds > 0 ? msg(str`Send again in ${seconds} s`) : msg("Send again");
}
