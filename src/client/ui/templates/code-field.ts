import { msg } from "@lit/localize";
import { html, type TemplateResult } from "lit";
import { withAsciiDigits } from "../../../protocol/ascii-digits.ts";
import { fieldText } from "../../flow/form-answer.ts";
import { field } from "./field.ts";

export interface CodeField {
  readonly label: string;
  readonly errors: readonly string[];
  readonly help?: string;
  /** Letters may occur in it. */
  readonly letters?: boolean;
}

/** Digits of any script, and what people and messages put between and after them: blanks, dashes, marks that nobody sees, full stops. */
const between = "\\p{Nd}\\s\\p{Pd}\\p{Cf}\\u2212.";

/** One field for a code that is used once. Spaces and dashes between its parts may be typed or pasted; see {@link bareCode}. */
export function codeField({ label, errors, help, letters = false }: CodeField): TemplateResult {
  return field({
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
        required
        aria-describedby=${describedBy}
        aria-invalid=${invalid}
      />`,
  });
}

/** A code as the server wants it: without what people and messages put between its parts. */
export function bareCode(data: FormData): string {
  return withAsciiDigits(fieldText(data, "code")).replace(/[^\p{L}\p{N}]/gu, "");
}
