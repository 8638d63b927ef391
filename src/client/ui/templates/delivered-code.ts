import { msg } from "@lit/localize";
import { html, nothing, type TemplateResult } from "lit";
import { actions } from "./actions.ts";
import { codeField } from "./code-field.ts";
import { withFormErrors } from "./form-errors.ts";
import { resend } from "./resend.ts";

interface Delivery {
  readonly seconds: number;
  readonly isSent: boolean;
  readonly canResend: boolean;
  readonly isChanging: boolean;
}

interface Handlers {
  readonly onResend: () => void;
  readonly onChange: () => void;
}

/**
 * The screen for a code that has been sent somewhere: the code, another one, another address.
 *
 * @param errors what is wrong with the code
 * @param change what the button for another address says
 */
export function deliveredCode(
  stage: Parameters<typeof withFormErrors>[0],
  { seconds, isSent, canResend, isChanging }: Delivery,
  errors: readonly string[],
  change: string,
  { onResend, onChange }: Handlers,
): TemplateResult {
  const status = isSent ? msg("The code is on its way. It may take a moment to arrive.") : "";
  return html`${codeField({ label: msg("Code"), errors })}
    ${actions(isChanging ? withFormErrors(stage, [], "") : stage, msg("Continue"), msg("Continue"))}
    ${canResend ? resend({ seconds, status, onResend }) : nothing}
    <button class="ak-text-button" type="button" @click=${onChange}>${change}</button>`;
}
