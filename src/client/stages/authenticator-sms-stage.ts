import { msg } from "@lit/localize";
import { html, type TemplateResult } from "lit";
import type { Payload } from "../../protocol/challenges.ts";
import { CodeDelivery } from "../ui/controllers/code-delivery.ts";
import { StageTurnEvent } from "../ui/events.ts";
import { StageElement } from "../ui/stage-element.ts";
import { authenticatorSheet } from "../ui/styles/authenticator-sheet.ts";
import { actions } from "../ui/templates/actions.ts";
import { bareCode } from "../ui/templates/code-field.ts";
import { deliveredCode } from "../ui/templates/delivered-code.ts";
import { errorsOf, field } from "../ui/templates/field.ts";
import { withFormErrors } from "../ui/templates/form-errors.ts";

/** Sets up codes by text message: the number, then the first code. */
export class AuthenticatorSmsStage extends StageElement<"ak-stage-authenticator-sms"> {
  readonly #delivery = new CodeDelivery(this);

  constructor() {
    super();
    authenticatorSheet(this);
  }

  override get heading(): string {
    return this.#asksNumber ? msg("Add your phone number") : msg("Check your phone");
  }

  override get intro(): string {
    return this.#asksNumber
      ? msg("You get a code in a text message when you sign in.")
      : msg("Type in the code that you get in a text message.");
  }

  get #asksNumber(): boolean {
    return this.#delivery.asksAddress(this.challenge.phone_number_required !== false);
  }

  protected override render(): TemplateResult {
    const { isChanging } = this.#delivery;
    const errors = (name: string): string[] => (isChanging ? [] : errorsOf(this.challenge, name));
    if (!this.#asksNumber)
      return deliveredCode(this, this.#delivery, errors("code"), msg("Use another number"), {
        onResend: this.#onResend,
        onChange: this.#onChange,
      });
    const control = field({
      id: "ak-phone-input",
      label: msg("Phone number"),
      help: msg("With the country code, such as +46 70 123 45 67."),
      errors: errors("phone_number"),
      control: ({ id, describedBy, invalid }) =>
        html`<input
          type="tel"
          id=${id}
          name="phone_number"
          dir="ltr"
          autocomplete="tel"
          enterkeyhint="send"
          required
          aria-describedby=${describedBy}
          aria-invalid=${invalid}
        />`,
    });
    return html`${control}
    ${actions(isChanging ? withFormErrors(this, [], "") : this, msg("Send code"))}`;
  }

  override answer(data: FormData): Payload {
    const number = data.get("phone_number");
    return typeof number === "string"
      ? this.#delivery.toAddress({ phone_number: number.trim() })
      : this.#delivery.toCode({ code: bareCode(data) });
  }

  readonly #onResend = (): void => {
    if (!this.busy) this.send(this.#delivery.again());
  };

  readonly #onChange = (): void => {
    if (this.busy) return;
    this.#delivery.change();
    this.dispatchEvent(new StageTurnEvent());
  };
}

customElements.define("ak-stage-authenticator-sms", AuthenticatorSmsStage);
