import { msg, str } from "@lit/localize";
import { html, nothing, type TemplateResult } from "lit";
import type { FieldTies } from "../../ui/templates/field.ts";
import type { ChosenFile } from "./chosen-files.ts";
import type { PromptView } from "./prompt-view.ts";

export interface FileActions {
  readonly chosenFile: (key: string) => ChosenFile | undefined;
  readonly onFile: (key: string, file: File | undefined) => void;
}

/** A file to choose, and what has been chosen. */
export function fileControl(
  { id, name, prompt, label }: PromptView,
  { describedBy, invalid }: FieldTies,
  { chosenFile, onFile }: FileActions,
): TemplateResult {
  const key = prompt.field_key;
  const chosen = chosenFile(key);
  const onChange = ({ target }: Event): void => onFile(key, (target as HTMLInputElement).files?.[0]);
  const onRemove = ({ target }: Event): void => {
    const input = (target as Element).closest(".ak-field")?.querySelector("input");
    if (!input) return;
    input.value = "";
    input.focus();
    onFile(key, undefined);
  };
  return html`<input
      id=${id}
      name=${name}
      type="file"
      ?required=${prompt.required}
      aria-describedby=${describedBy}
      aria-invalid=${invalid}
      @change=${onChange}
    />
    <div class="ak-file" ?hidden=${!chosen}>
      ${chosen?.preview ? html`<img src=${chosen.preview} alt="" />` : nothing}
      <p role="status">
        ${chosen ? html`<bdi>${chosen.file.name}</bdi> <span class="ak-hint">${sizeOf(chosen.file.size)}</span>` : nothing}
      </p>
      <button class="ak-text-button" type="button" aria-label=${msg(str`Remove the file of ${label}`)} @click=${onRemove}>
        ${msg("Remove")}
      </button>
    </div>`;
}

/** In the unit that fits, in the page's language. */
function sizeOf(bytes: number): string {
  const [amount, unit, unitDisplay, maximumFractionDigits] =
    bytes < 1000
      ? ([bytes, "byte", "long", 0] as const)
      : bytes < 1e6
        ? ([bytes / 1000, "kilobyte", "short", 0] as const)
        : ([bytes / 1e6, "megabyte", "short", 1] as const);
  const language = document.documentElement.lang || undefined;
  return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay, maximumFractionDigits }).format(amount);
}
