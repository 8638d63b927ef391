import { html, type Html } from "../../../page/html.ts";
import type { Choice } from "../../engine/fields.ts";
import { flowModel } from "../../engine/models/flow-model.ts";

/** What is wrong with settings, by name. */
export type Errors = Readonly<Record<string, readonly string[]>>;

/** A field of a flow's form. The first that is wrong gets the focus. */
export function textField(name: string, label: string, value: string, errors: Errors): Html {
  return html`<label>${label}<input name="${name}" value="${value}" ${invalid(name, errors)}>${message(name, errors)}</label>`;
}

/** The same for a setting that is one of several. */
export function choiceField(name: keyof typeof flowModel.fields, label: string, value: string, errors: Errors): Html {
  const field = flowModel.fields[name] as Choice<string>;
  const option = (choice: string): Html =>
    html`<option value="${choice}" ${choice === value ? "selected" : ""}>${choice.replaceAll("_", " ")}</option>`;
  return html`<label>${label}<select name="${name}" ${invalid(name, errors)}>${field.choices.map(option)}</select>${message(name, errors)}</label>`;
}

function invalid(name: string, errors: Errors): Html | undefined {
  const isFirst = Object.keys(errors)[0] === name;
  return errors[name] && html`aria-invalid="true" aria-describedby="${name}-error" ${isFirst && html`autofocus`}`;
}

function message(name: string, errors: Errors): Html | undefined {
  return errors[name] && html`<span class="error" id="${name}-error">${errors[name].join(" ")}</span>`;
}
