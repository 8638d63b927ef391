import { msg } from "@lit/localize";
import { html, type TemplateResult } from "lit";
import { fieldText } from "../../flow/form-answer.ts";
import { field } from "./field.ts";

export interface CodeField {
  readonly label: string;
  readonly errors: readonly string[];
  readonly help?: string;
  /** Letters may occur in it. */
  readonly letters?: boolean;
}

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
        pattern=${letters ? "[0-9a-zA-Z\\s\\-]*" : "[0-9\\s\\-]*"}
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
  return fieldText(data, "code").replace(/[^\p{L}\p{N}]/gu, "");
}
