import { validationText } from "../ui/text/validation-text.ts";

/** One of the two living inputs, with its label and its error. */
export class FieldRow {
  readonly row: HTMLElement;
  readonly input: HTMLInputElement;
  readonly #label: HTMLLabelElement;
  readonly #error: HTMLElement;

  /** @param row the element that holds all three */
  constructor(row: HTMLElement) {
    this.row = row;
    this.input = part(row, "input");
    this.#label = part(row, "label");
    this.#error = part(row, ".ak-error");
    this.input.addEventListener("input", () => (this.error = ""));
  }

  set label(text: string) {
    setText(this.#label, text);
  }

  /** Shows what is wrong with the value, tied to the input; `""` takes it away. */
  set error(text: string) {
    setText(this.#error, text);
    this.#error.hidden = text === "";
    this.describe(this.#error.id, text !== "");
    if (text) this.input.setAttribute("aria-invalid", "true");
    else this.input.removeAttribute("aria-invalid");
  }

  /** Checks the value, and shows what is wrong with it. */
  validate(): void {
    this.error = validationText(this.input);
  }

  /** Adds an element to what describes the input, or takes it out. */
  describe(id: string, present: boolean): void {
    const ids = new Set(this.input.getAttribute("aria-describedby")?.split(" "));
    if (present) ids.add(id);
    else ids.delete(id);
    if (ids.size > 0) this.input.setAttribute("aria-describedby", [...ids].join(" "));
    else this.input.removeAttribute("aria-describedby");
  }
}

/** The part of the card that the selector names. @throws {Error} when the card is not ours */
export function part<E extends Element>(root: ParentNode, selector: string): E {
  const found = root.querySelector<E>(selector);
  if (!found) throw new Error(`the card has no ${selector}`);
  return found;
}

/** Sets the text, without touching a node that already has it. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** Says next to a stage's own control what is wrong with its value; the `field` template has the place for it. */
export function checkControl(control: HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement): void {
  const place = control.form?.querySelector<HTMLElement>(`#${CSS.escape(control.id)}-check`);
  if (!place) return;
  const problem = validationText(control);
  setText(place, problem);
  place.hidden = problem === "";
  if (!problem) return;
  control.setAttribute("aria-invalid", "true");
  const forget = (): void => {
    place.hidden = true;
    setText(place, "");
    control.removeAttribute("aria-invalid");
  };
  // Any radio button of a group settles it.
  (control.closest("fieldset") ?? control).addEventListener("input", forget, { once: true });
}
