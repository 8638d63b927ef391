import { msg } from "@lit/localize";
import { html, nothing, type TemplateResult } from "lit";
import { withAsciiDigits } from "../../../protocol/ascii-digits.ts";
import { fieldText } from "../../flow/form-answer.ts";
import { field } from "./field.ts";

export interface CodeField {
  readonly label: string;
  readonly errors: readonly string[];
  readonly help?: string;
  /** Letters may occur in it. */
  readonly letters?: boolean;
  /** How it comes in by itself, where it has only digits. */
  readonly entry?: CodeEntryPart | undefined;
}

/** What the field has to know of the controller that fills it in. */
export interface CodeEntryPart {
  readonly isDue: boolean;
  readonly hold: () => void;
  readonly onPaste: (event: ClipboardEvent) => void;
  readonly onInput: (event: Event) => void;
}

/** Digits of any script, and what people and messages put between and after them: blanks, dashes, marks that nobody sees, full stops. */
const between = "\\p{Nd}\\s\\p{Pd}\\p{Cf}\\u2212.";

/** One field for a code that is used once. Spaces and dashes between its parts may be typed or pasted; see {@link bareCode}. */
export function codeField({ label, errors, help, letters = false, entry }: CodeField): TemplateResult {
  return html`${field({
    id: "ak-code-input",
    label,
    errors,
    ...(help && { help }),
    control: ({ id, describedBy, invalid }) =>
      html`<input
        type="text"
        id=${id}
        name="code"
        class="ak-code"
        dir="ltr"
        autocomplete="one-time-code"
        inputmode=${letters ? "text" : "numeric"}
        pattern=${letters ? `[\\p{L}\\p{M}${between}]*` : `[${between}]*`}
        title=${letters ? msg("The code has only letters and digits.") : msg("The code has only digits.")}
        autocapitalize="none"
        spellcheck="false"
        enterkeyhint="go"
        @paste=${entry?.onPaste}
        @input=${entry?.onInput}
        required
        aria-describedby=${describedBy}
        aria-invalid=${invalid}
      />`,
  })}
  ${entry ? sendingSoon(entry) : nothing}`;
}

/** Says that the code goes off by itself, and lets that be stopped. The region is there before its words, or screen readers may miss them. */
function sendingSoon({ isDue, hold }: CodeEntryPart): TemplateResult {
  return html`<p class="ak-hint" role="status">${isDue ? msg("The code is complete and is sent in a moment.") : ""}</p>
    <button class="ak-text-button" type="button" name="hold" ?hidden=${!isDue} @click=${hold}>${msg("Not yet")}</button>`;
}

/** A code as the server wants it: without what people and messages put between its parts. */
export function bareCode(data: FormData): string {
  return plainCode(fieldText(data, "code"));
}

/** The same for what stands in the field. */
export function plainCode(typed: string): string {
  return withAsciiDigits(typed).replace(/[^\p{L}\p{N}]/gu, "");
}
