import { msg, str } from "@lit/localize";
import type { TemplateResult } from "lit";
import type { AnswerField, AnswerOf } from "../../protocol/challenges.ts";
import { CodeDelivery } from "../ui/controllers/code-delivery.ts";
import { StageElement } from "../ui/stage-element.ts";
import { authenticatorStyles } from "../ui/styles/authenticator.styles.ts";
import { deliveredCode } from "../ui/templates/delivered-code.ts";

/** Sets up codes by email: the address, then the first code. */
export class AuthenticatorEmailStage extends StageElement<"ak-stage-authenticator-email"> {
  readonly #delivery = new CodeDelivery(this, "email", () => this.challenge.email_required !== false);

  constructor() {
    super();
    authenticatorStyles(this);
  }

  override get heading(): string {
    return this.#delivery.asksAddress ? msg("Add your email address") : msg("Check your email");
  }

  override get intro(): string {
    if (this.#delivery.asksAddress) return msg("You get a code by email when you sign in.");
    const { email } = this.challenge;
    return email
      ? msg(str`Type in the code that you get at ${email}.`)
      : msg("Type in the code that you get by email.");
  }

  override get fieldNames(): readonly AnswerField<"ak-stage-authenticator-email">[] {
    return this.#delivery.fieldNames;
  }

  protected override render(): TemplateResult {
    const words = { type: "email", label: msg("Email address"), change: msg("Use another address") } as const;
    return deliveredCode(this, this.#delivery, words);
  }

  override answer(data: FormData): AnswerOf<"ak-stage-authenticator-email"> {
    return this.#delivery.answer(data);
  }
}

customElements.define("ak-stage-authenticator-email", AuthenticatorEmailStage);

declare global {
  interface HTMLElementTagNameMap {
    "ak-stage-authenticator-email": AuthenticatorEmailStage;
  }
}
