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
    if (this.#error.textContent === text) return;
    this.#error.textContent = text;
    this.#error.hidden = text === "";
    this.describe(this.#error.id, text !== "");
    setAttribute(this.input, "aria-invalid", text !== "" && "true");
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
    setAttribute(this.input, "aria-describedby", ids.size > 0 && [...ids].join(" "));
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

/**
 * Sets an attribute, or with `false` takes it away, without touching one that is so already: whatever is done to a living input can undo
 * what a browser or a password manager has filled in, or start it once more.
 */
export function setAttribute(element: Element, name: string, value: string | boolean): void {
  const text = value === true ? "" : value;
  if (element.getAttribute(name) === (text === false ? null : text)) return;
  if (text === false) element.removeAttribute(name);
  else element.setAttribute(name, text);
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
