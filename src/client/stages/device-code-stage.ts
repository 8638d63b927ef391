import { msg } from "@lit/localize";
import { html, type TemplateResult } from "lit";
import type { AnswerField, AnswerOf } from "../../protocol/challenges.ts";
import { StageElement } from "../ui/stage-element.ts";
import { actions } from "../ui/templates/actions.ts";
import { bareCode } from "../ui/templates/code-field.ts";
import { withErrorsAt, withFormErrorsAt } from "../ui/text/form-errors.ts";
import { errorsOf, field } from "../ui/templates/field.ts";

/** Asks for the code that a device shows (OAuth 2.0 Device Authorization Grant, RFC 8628 §3.3). */
export class DeviceCodeStage extends StageElement<"ak-provider-oauth2-device-code"> {
  override get heading(): string {
    return msg("Connect a device");
  }

  override get intro(): string {
    return msg("Enter the code that the device shows.");
  }

  override get fieldNames(): readonly AnswerField<"ak-provider-oauth2-device-code">[] {
    return ["code"];
  }

  protected override render(): TemplateResult {
    return html`${field({
      id: "ak-device-code",
      label: msg("Code"),
      help: msg("Spaces and dashes do not matter."),
      errors: errorsOf(withErrorsAt(this.challenge, "code"), "code"),
      control: ({ id, describedBy, invalid }) =>
        html`<input
          class="ak-code"
          type="text"
          id=${id}
          name="code"
          dir="ltr"
          inputmode="numeric"
          autocomplete="off"
          autocapitalize="characters"
          spellcheck="false"
          enterkeyhint="go"
          required
          aria-describedby=${describedBy}
          aria-invalid=${invalid}
        />`,
    })}
    ${actions(withFormErrorsAt(this, "code"), msg("Continue"))}`;
  }

  override answer(data: FormData): AnswerOf<"ak-provider-oauth2-device-code"> {
    return { code: bareCode(data) };
  }
}

customElements.define("ak-stage-device-code", DeviceCodeStage);

declare global {
  interface HTMLElementTagNameMap {
    "ak-stage-device-code": DeviceCodeStage;
  }
}
