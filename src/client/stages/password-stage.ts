import { msg } from "@lit/localize";
import { html, type TemplateResult } from "lit";
import type { AnswerField, AnswerOf } from "../../protocol/challenges.ts";
import { fieldText } from "../flow/form-answer.ts";
import { StageElement } from "../ui/stage-element.ts";
import { actions } from "../ui/templates/actions.ts";
import { quietLinks } from "../ui/templates/quiet-links.ts";

/** Asks for the password of the account shown above. The input belongs to the form of the flow. */
export class PasswordStage extends StageElement<"ak-stage-password"> {
  override get heading(): string {
    return msg("Enter your password");
  }

  override get fieldNames(): readonly AnswerField<"ak-stage-password">[] {
    return ["password"];
  }

  protected override render(): TemplateResult {
    const { recovery_url: recovery } = this.challenge;
    return html`${actions(this, msg("Continue"))}${quietLinks([
      recovery && { href: recovery, text: msg("Forgot password?"), name: "recovery" },
    ])}`;
  }

  override answer(data: FormData): AnswerOf<"ak-stage-password"> {
    return { password: fieldText(data, "password") };
  }
}

customElements.define("ak-stage-password", PasswordStage);

declare global {
  interface HTMLElementTagNameMap {
    "ak-stage-password": PasswordStage;
  }
}
