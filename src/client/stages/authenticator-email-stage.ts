import { msg, str } from "@lit/localize";
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

/** Sets up codes by email: the address, then the first code. */
export class AuthenticatorEmailStage extends StageElement<"ak-stage-authenticator-email"> {
  readonly #delivery = new CodeDelivery(this);

  constructor() {
    super();
    authenticatorSheet(this);
  }

  override get heading(): string {
    return this.#asksEmail ? msg("Add your email address") : msg("Check your email");
  }

  override get intro(): string {
    if (this.#asksEmail) return msg("You get a code by email when you sign in.");
    const { email } = this.challenge;
    return email
      ? msg(str`Type in the code that you get at ${email}.`)
      : msg("Type in the code that you get by email.");
  }

  get #asksEmail(): boolean {
    return this.#delivery.asksAddress(this.challenge.email_required !== false);
  }

  protected override render(): TemplateResult {
    const { isChanging } = this.#delivery;
    const errors = (name: string): string[] => (isChanging ? [] : errorsOf(this.challenge, name));
    if (!this.#asksEmail)
      return deliveredCode(this, this.#delivery, errors("code"), msg("Use another address"), {
        onResend: this.#onResend,
        onChange: this.#onChange,
      });
    const control = field({
      id: "ak-email-input",
      label: msg("Email address"),
      errors: errors("email"),
      control: ({ id, describedBy, invalid }) =>
        html`<input
          type="email"
          id=${id}
          name="email"
          dir="ltr"
          autocomplete="email"
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
    const address = data.get("email");
    return typeof address === "string"
      ? this.#delivery.toAddress({ email: address.trim() })
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

customElements.define("ak-stage-authenticator-email", AuthenticatorEmailStage);
