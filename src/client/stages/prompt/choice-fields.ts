import { msg, str } from "@lit/localize";
import { html, nothing, type TemplateResult } from "lit";
import { ownNames } from "../../../protocol/locales/compiled/language-names.gen.ts";
import { negotiateLocale } from "../../../protocol/locales/locales.ts";
import type { FieldTies } from "../../ui/templates/field.ts";
import { isTicked } from "./prompt-values.ts";
import type { PromptView } from "./prompt-view.ts";

export interface Option {
  readonly value: string;
  readonly label: string;
}

/** A box to tick, with its label beside it. */
export function checkboxField(view: PromptView, help: TemplateResult | typeof nothing): TemplateResult {
  const { id, name, prompt, label, initial, errors } = view;
  return html`<div class="ak-field ak-choice-field">
    <label class="ak-check" for=${id}>
      <input
        id=${id}
        name=${name}
        type="checkbox"
        ?checked=${isTicked(initial)}
        ?required=${prompt.required}
        aria-describedby="${id}-help ${id}-error ${id}-check"
        aria-invalid=${errors.length > 0 ? "true" : nothing}
      />
      <span><bdi>${label}</bdi></span>
    </label>
    ${ending(view, help)}
  </div>`;
}

/** Choices to see at once. What is wrong is tied to the first: that is where the focus goes. */
export function radioField(view: PromptView, help: TemplateResult | typeof nothing): TemplateResult {
  const { id, name, prompt, label, optional, options, initial, errors } = view;
  return html`<fieldset class="ak-field ak-choice-field">
    <legend><bdi>${optional ? msg(str`${label} (optional)`) : label}</bdi></legend>
    ${options.map(
      (option, index) => html`<label class="ak-check">
        <input
          id=${index === 0 ? id : `${id}-${index}`}
          name=${name}
          type="radio"
          .value=${option.value}
          ?checked=${option.value === initial}
          ?required=${prompt.required}
          aria-describedby=${index === 0 ? `${id}-help ${id}-error ${id}-check` : nothing}
          aria-invalid=${index === 0 && errors.length > 0 ? "true" : nothing}
        />
        <span><bdi>${option.label || option.value}</bdi></span>
      </label>`,
    )}
    ${ending(view, help)}
  </fieldset>`;
}

/** A list to choose from. It begins with an empty choice where nothing is chosen yet, or nothing has to be. */
export function selectControl(
  { name, prompt, initial }: PromptView,
  { id, describedBy, invalid }: FieldTies,
  options: readonly Option[],
  empty: string,
): TemplateResult {
  const isChosen = options.some(({ value }) => value === initial && value !== "");
  return html`<select id=${id} name=${name} ?required=${prompt.required && prompt.type !== "ak-locale"} aria-describedby=${describedBy} aria-invalid=${invalid}>
    ${isChosen && prompt.required && prompt.type !== "ak-locale" ? nothing : html`<option value="">${empty}</option>`}
    ${options.map(({ value, label }) => html`<option value=${value} ?selected=${value === initial}>${label || value}</option>`)}
  </select>`;
}

/** The languages that authentik speaks, as it writes them, and those that only this interface does. */
const locales = [
  ..."cs-CZ de-DE en es-ES fi-FI fr-FR it-IT ja-JP ko-KR nl-NL pl-PL pt-BR ru-RU tr-TR zh-Hans zh-Hant".split(" "),
  ..."ar da el fa he hu nb ro sv uk ur".split(" "),
];

/** Languages, each in its own words, and the one that is set, whatever it is. */
export function localeOptions(current: string): readonly Option[] {
  const known = locales.map((value) => ({ value, label: ownNames[negotiateLocale([value])] }));
  const others = current === "" || locales.includes(current) ? [] : [{ value: current, label: languageName(current) }];
  return [...known, ...others].sort((a, b) => a.label.localeCompare(b.label));
}

function languageName(locale: string): string {
  const tag = locale.replace("_", "-");
  try {
    return new Intl.DisplayNames([tag], { type: "language" }).of(tag) ?? locale;
  } catch {
    return locale; // Not a language tag: shown as it is.
  }
}

function ending({ id, errors }: PromptView, help: TemplateResult | typeof nothing): TemplateResult {
  return html`<p class="ak-hint" id="${id}-help" ?hidden=${help === nothing}>${help}</p>
    <p class="ak-error" id="${id}-error" role="alert" ?hidden=${errors.length === 0}><bdi>${errors.join(" ")}</bdi></p>
    <p class="ak-error" id="${id}-check" role="alert" hidden></p>`;
}
