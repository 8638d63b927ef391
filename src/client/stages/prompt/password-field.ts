import { msg } from "@lit/localize";
import { html, nothing, type TemplateResult } from "lit";
import { passwordRules } from "../../platform/password-rules.ts";
import type { FieldTies } from "../../ui/templates/field.ts";
import type { PromptView } from "./prompt-view.ts";

export interface PasswordActions {
  readonly isRevealed: (key: string) => boolean;
  readonly onReveal: (key: string) => void;
}

/** A new password: never filled in by the server, and nothing keeps anybody from pasting. */
export function passwordControl(
  { name, prompt }: PromptView,
  { id, describedBy, invalid }: FieldTies,
  { isRevealed, onReveal }: PasswordActions,
): TemplateResult {
  const key = prompt.field_key;
  const visible = isRevealed(key);
  const { text: rules, minLength } = passwordRules();
  const onClick = (): void => onReveal(key);
  return html`<div class="ak-with-button">
    <input
      id=${id}
      name=${name}
      type=${visible ? "text" : "password"}
      autocomplete="new-password"
      autocapitalize="none"
      spellcheck="false"
      placeholder=${prompt.placeholder}
      minlength=${minLength || nothing}
      passwordrules=${rules || nothing}
      ?required=${prompt.required}
      enterkeyhint="go"
      aria-describedby=${describedBy}
      aria-invalid=${invalid}
    />
    <button type="button" aria-pressed=${visible} aria-label=${visible ? msg("Hide password") : msg("Show password")} @click=${onClick}>
      ${visible ? msg("Hide") : msg("Show")}
    </button>
  </div>`;
}
