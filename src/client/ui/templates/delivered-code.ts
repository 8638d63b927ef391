import { msg } from "@lit/localize";
import { html, nothing, type TemplateResult } from "lit";
import type { CodeDelivery } from "../controllers/code-delivery.ts";
import { type Acting, actions } from "./actions.ts";
import { codeField } from "./code-field.ts";
import { errorsOf, field } from "./field.ts";
import { withErrorsAt, withoutFormErrors } from "../text/form-errors.ts";
import { resend } from "./resend.ts";

type Delivery = CodeDelivery<"email"> | CodeDelivery<"phone_number">;

/** Where codes go. */
export interface AddressWords {
  /** Of the input; what browsers can fill in goes by the same name. */
  readonly type: "email" | "tel";
  readonly label: string;
  readonly help?: string;
  /** What the button for another address says. */
  readonly change: string;
}

/** The screen that a step which sends a code is at: where to, or the code, another one, another address. */
export function deliveredCode(stage: Acting, delivery: Delivery, words: AddressWords): TemplateResult {
  const [name] = delivery.fieldNames;
  const challenge = withErrorsAt(stage.challenge, name);
  const errors = delivery.hasStaleErrors ? [] : errorsOf(challenge, name);
  const { fieldNames, busy, problem, waiting } = stage;
  const acting = delivery.hasStaleErrors ? withoutFormErrors(stage) : { challenge, fieldNames, busy, problem, waiting };
  return delivery.asksAddress
    ? addressScreen(acting, delivery, errors, words)
    : codeScreen(acting, delivery, errors, words);
}

function addressScreen(
  stage: Acting,
  { name, canReturn, back }: Delivery,
  errors: readonly string[],
  { type, label, help }: AddressWords,
): TemplateResult {
  return html`${field({
    id: `ak-${type}-input`,
    label,
    ...(help && { help }),
    errors,
    control: ({ id, describedBy, invalid }) =>
      html`<input
        type=${type}
        id=${id}
        name=${name}
        dir="ltr"
        autocomplete=${type}
        enterkeyhint="send"
        required
        aria-describedby=${describedBy}
        aria-invalid=${invalid}
      />`,
  })}
  ${actions(stage, msg("Send code"))} ${canReturn ? textButton(msg("Back to the code"), back) : nothing}`;
}

function codeScreen(
  stage: Acting,
  { seconds, isSent, canResend, entry, resend: onResend, change: onChange }: Delivery,
  errors: readonly string[],
  { change }: AddressWords,
): TemplateResult {
  const status = isSent ? msg("The code is on its way. It may take a moment to arrive.") : "";
  return html`${codeField({ label: msg("Code"), errors, entry })} ${actions(stage, msg("Continue"), msg("Continue"))}
  ${canResend ? resend({ seconds, status, onResend }) : nothing} ${textButton(change, onChange)}`;
}

function textButton(label: string, onClick: () => void): TemplateResult {
  return html`<button class="ak-text-button" type="button" @click=${onClick}>${label}</button>`;
}
