import { msg, str } from "@lit/localize";
import { html, nothing, type TemplateResult } from "lit";
import { type Field, field, type FieldTies } from "../../ui/templates/field.ts";
import { sanitisedHtml } from "../../ui/sanitised-html.ts";
import { checkboxField, localeOptions, radioField, selectControl } from "./choice-fields.ts";
import { type FileActions, fileControl } from "./file-field.ts";
import { localMoment, numberOf } from "./prompt-values.ts";
import type { PromptView } from "./prompt-view.ts";
import { type PasswordActions, passwordControl } from "./password-field.ts";

/** What a person can do with a field besides typing. */
export type PromptActions = FileActions & PasswordActions;

/** One prompt as a field, or as what stands between fields. Pure. */
export function promptField(view: PromptView, actions: PromptActions): TemplateResult | typeof nothing {
  const { prompt, initial } = view;
  switch (prompt.type) {
    case "hidden":
      return html`<input type="hidden" name=${view.name} .defaultValue=${initial} />`;
    case "separator":
      return prompt.placeholder
        ? html`<p class="ak-or"><bdi>${prompt.placeholder}</bdi></p>`
        : html`<hr class="ak-line" />`;
    case "static":
      return html`<div class="ak-html" dir="auto">${sanitisedHtml(initial)}</div>`;
    case "alert_info":
    case "alert_warning":
    case "alert_danger":
      return html`<div class="ak-html ak-alert ak-alert-${prompt.type.slice(6)}" dir="auto">${sanitisedHtml(initial)}</div>`;
    case "checkbox":
      return checkboxField(view, help(view));
    case "radio-button-group":
      return radioField(view, help(view));
    default:
      return field({ ...labelled(view), control: (ties) => control(view, ties, actions) });
  }
}

function control(view: PromptView, ties: FieldTies, actions: PromptActions): TemplateResult {
  const { prompt, initial } = view;
  switch (prompt.type) {
    case "text_area":
    case "text_area_read_only":
      return textArea(view, ties, prompt.type === "text_area_read_only");
    case "dropdown":
      return selectControl(view, ties, view.options, msg("Choose one"));
    case "ak-locale":
      return selectControl(view, ties, localeOptions(initial), msg("Auto-detect"));
    case "file":
      return fileControl(view, ties, actions);
    case "password":
      return passwordControl(view, ties, actions);
    case "text_read_only":
      return input(view, ties, { type: "text", value: initial, readOnly: true });
    case "email":
      return input(view, ties, { type: "email", value: initial, autocomplete: "email", plain: true });
    case "username":
      return input(view, ties, { type: "text", value: initial, autocomplete: "username", plain: true });
    case "number":
      return input(view, ties, { type: "number", value: numberOf(initial) });
    case "date":
      return input(view, ties, { type: "date", value: localMoment(initial).slice(0, 10) });
    case "date-time":
      return input(view, ties, { type: "datetime-local", value: localMoment(initial) });
    default:
      // Plain text, and whatever a newer server has.
      return input(view, ties, { type: "text", value: initial, autocomplete: purposes[prompt.field_key] });
  }
}

/** Tokens of `autocomplete` (HTML, Autofill). */
type Purpose = "email" | "family-name" | "given-name" | "name" | "tel" | "username";

/** What authentik's own flows and many others ask for; browsers can then fill it in. */
const purposes: Readonly<Record<string, Purpose>> = {
  name: "name",
  first_name: "given-name",
  last_name: "family-name",
  phone: "tel",
  "attributes.phone": "tel",
};

interface Input {
  readonly type: "date" | "datetime-local" | "email" | "number" | "text";
  readonly value: string;
  readonly autocomplete?: Purpose | undefined;
  readonly readOnly?: boolean;
  /** No word of a language: nothing to capitalise or to correct. */
  readonly plain?: boolean;
}

function input(
  { name, prompt }: PromptView,
  { id, describedBy, invalid }: FieldTies,
  { type, value, autocomplete, readOnly = false, plain = false }: Input,
): TemplateResult {
  return html`<input
    id=${id}
    name=${name}
    type=${type}
    dir=${type === "text" || type === "email" ? "auto" : nothing}
    .defaultValue=${value}
    placeholder=${prompt.placeholder || nothing}
    autocomplete=${autocomplete ?? nothing}
    autocapitalize=${plain ? "none" : nothing}
    spellcheck=${plain ? "false" : nothing}
    ?required=${prompt.required}
    ?readonly=${readOnly}
    enterkeyhint="go"
    aria-describedby=${describedBy}
    aria-invalid=${invalid}
  />`;
}

function textArea(
  { name, prompt, initial }: PromptView,
  { id, describedBy, invalid }: FieldTies,
  readOnly: boolean,
): TemplateResult {
  return html`<textarea
    id=${id}
    name=${name}
    dir="auto"
    rows="4"
    .defaultValue=${initial}
    placeholder=${prompt.placeholder || nothing}
    ?required=${prompt.required}
    ?readonly=${readOnly}
    aria-describedby=${describedBy}
    aria-invalid=${invalid}
  ></textarea>`;
}

function labelled(view: PromptView): Omit<Field, "control"> {
  const { id, label, optional, errors } = view;
  const text = optional ? msg(str`${label} (optional)`) : label;
  return { id, label: html`<bdi>${text}</bdi>`, errors, help: help(view) };
}

function help({ prompt }: PromptView): TemplateResult | typeof nothing {
  if (!prompt.sub_text) return nothing;
  return html`<span class="ak-html" dir="auto">${sanitisedHtml(prompt.sub_text)}</span>`;
}
