import { msg } from "@lit/localize";
import type { TemplateResult } from "lit";
import type { AnswerField, AnswerOf } from "../../protocol/challenges.ts";
import { CodeDelivery } from "../ui/controllers/code-delivery.ts";
import { StageElement } from "../ui/stage-element.ts";
import { authenticatorStyles } from "../ui/styles/authenticator.styles.ts";
import { deliveredCode } from "../ui/templates/delivered-code.ts";

/** Sets up codes by text message: the number, then the first code. */
export class AuthenticatorSmsStage extends StageElement<"ak-stage-authenticator-sms"> {
  readonly #delivery = new CodeDelivery(this, "phone_number", () => this.challenge.phone_number_required !== false);

  constructor() {
    super();
    authenticatorStyles(this);
  }

  override get heading(): string {
    return this.#delivery.asksAddress ? msg("Add your phone number") : msg("Check your phone");
  }

  override get intro(): string {
    return this.#delivery.asksAddress
      ? msg(
          "You get a code in a text message when you sign in. Text messages can be intercepted: an authenticator app or a passkey is safer.",
        )
      : msg("Type in the code that you get in a text message.");
  }

  override get fieldNames(): readonly AnswerField<"ak-stage-authenticator-sms">[] {
    return this.#delivery.fieldNames;
  }

  protected override render(): TemplateResult {
    return deliveredCode(this, this.#delivery, {
      type: "tel",
      label: msg("Phone number"),
      help: msg("With the country code, such as +46\u00a070\u00a0123\u00a045\u00a067."),
      change: msg("Use another number"),
    });
  }

  override answer(data: FormData): AnswerOf<"ak-stage-authenticator-sms"> {
    return this.#delivery.answer(data);
  }
}

customElements.define("ak-stage-authenticator-sms", AuthenticatorSmsStage);

declare global {
  interface HTMLElementTagNameMap {
    "ak-stage-authenticator-sms": AuthenticatorSmsStage;
  }
}
