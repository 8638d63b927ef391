import { html, type Html } from "../../../page/html.ts";
import type { Choice } from "../../engine/fields.ts";
import { localisedText } from "../../engine/localised-text.ts";
import { flowModel } from "../../engine/models/flow-model.ts";
import type { PageWords } from "../page-words.ts";
import { choiceName } from "./choice-names.ts";

/** What is wrong with settings, by name. */
export type Errors = Readonly<Record<string, readonly string[]>>;

/** A field of a flow's form. The first that is wrong gets the focus. */
export function textField(words: PageWords, name: string, label: string, value: string, errors: Errors): Html {
  const isCode = name === "slug" || name === "background";
  return html`<label>${label}<input name="${name}" value="${value}" ${invalid(name, errors)} dir="${isCode ? "ltr" : "auto"}">${message(words, name, errors)}</label>`;
}

/** The same for a setting that is one of several. */
export function choiceField(
  words: PageWords,
  name: keyof typeof flowModel.fields,
  label: string,
  value: string,
  errors: Errors,
): Html {
  const field = flowModel.fields[name] as Choice<string>;
  const option = (choice: string): Html =>
    html`<option value="${choice}" ${choice === value ? "selected" : ""}>${choiceName(choice, words)}</option>`;
  return html`<label>${label}<select name="${name}" ${invalid(name, errors)}>${field.choices.map(option)}</select>${message(words, name, errors)}</label>`;
}

function invalid(name: string, errors: Errors): Html | undefined {
  const isFirst = Object.keys(errors)[0] === name;
  return errors[name] && html`aria-invalid="true" aria-describedby="${name}-error" ${isFirst && html`autofocus`}`;
}

function message({ locale }: PageWords, name: string, errors: Errors): Html | undefined {
  const said = errors[name]?.map((error) => localisedText(error, locale)).join(" ");
  return said === undefined ? undefined : html`<span class="error" id="${name}-error">${said}</span>`;
}
