import { html, nothing, type TemplateResult } from "lit";
import type { Answered } from "../../../protocol/challenges.ts";
import { sentencesOf } from "../text/sentences-of.ts";

/** What ties a control to its label, its help and its errors. */
export interface FieldTies {
  readonly id: string;
  /** For `aria-describedby`. */
  readonly describedBy: string;
  /** For `aria-invalid`. */
  readonly invalid: "true" | typeof nothing;
}

/** One field of a stage. */
export interface Field {
  /** Unique in the document: form controls live in it. */
  readonly id: string;
  readonly label: string | TemplateResult;
  /** A sentence below the control. */
  readonly help?: string | TemplateResult | typeof nothing;
  /** What the server says is wrong; see {@link errorsOf}. */
  readonly errors: readonly string[];
  readonly control: (ties: FieldTies) => TemplateResult;
}

/**
 * A label, a control, help and errors, tied together. The second error is for what can be checked before anything is sent: the form of the
 * flow fills it in (`shell/flow-card.ts`).
 */
export function field({ id, label, help = nothing, errors, control }: Field): TemplateResult {
  const ties: FieldTies = {
    id,
    describedBy: `${id}-help ${id}-error ${id}-check`,
    invalid: errors.length > 0 ? "true" : nothing,
  };
  return html`<div class="ak-field">
    <label for=${id}>${label}</label>
    ${control(ties)}
    <p class="ak-hint" id="${id}-help" ?hidden=${help === nothing}>${help}</p>
    <p class="ak-error" id="${id}-error" role="alert" ?hidden=${errors.length === 0}><bdi>${errors.join(" ")}</bdi></p>
    <p class="ak-error" id="${id}-check" role="alert" hidden></p>
  </div>`;
}

/** What the server says is wrong with a field, without blank sentences. */
export function errorsOf(challenge: Answered, name: string): string[] {
  return sentencesOf(challenge.response_errors?.[name]);
}
