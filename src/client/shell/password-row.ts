import { msg } from "@lit/localize";
import type { Credentials } from "../../protocol/credentials.ts";
import { FieldRow, part, setAttribute, setText } from "./field-row.ts";

/** The password: carried along for password managers until its step comes, then typed in, with show and hide and a Caps Lock hint. */
export class PasswordRow extends FieldRow {
  readonly #reveal: HTMLButtonElement;
  readonly #capsLock: HTMLElement;

  constructor(row: HTMLElement) {
    super(row);
    this.#reveal = part(row, ".ak-reveal");
    this.#capsLock = part(row, ".ak-hint");
    this.#reveal.addEventListener("click", () => this.show(this.input.type === "password"));
    for (const type of ["keydown", "keyup"] as const) this.input.addEventListener(type, (event) => this.#onKey(event));
    this.input.addEventListener("blur", () => this.#warn(false));
  }

  update({ password, canReveal }: Credentials): void {
    const carried = password === "carry";
    const { row, input } = this;
    // Clipped and inert, not `hidden`: managers fill only what is laid out. Nobody else can reach it, and it is never sent.
    row.classList.toggle("ak-carried", carried);
    row.inert = carried;
    setAttribute(input, "required", !carried);
    this.label = msg("Password");
    this.#reveal.hidden = !canReveal;
  }

  /** Puts the row into the form again, empty. */
  insertAfter(row: HTMLElement): void {
    if (this.row.parentNode) return;
    this.forget();
    row.after(this.row);
  }

  /** Takes the row out of the form. The value goes later: managers that save only after the last step read it once more. */
  remove(): void {
    this.row.remove();
  }

  /** Forgets the password of a row that is out of the form. */
  forget(): void {
    if (!this.row.parentNode) this.input.value = "";
  }

  show(visible: boolean): void {
    setAttribute(this.input, "type", visible ? "text" : "password");
    setAttribute(this.#reveal, "aria-pressed", String(visible));
    setAttribute(this.#reveal, "aria-label", visible ? msg("Hide password") : msg("Show password"));
    setText(this.#reveal, visible ? msg("Hide") : msg("Show"));
  }

  #onKey(event: KeyboardEvent): void {
    // Events made by scripts lack the method.
    this.#warn((event as Partial<KeyboardEvent>).getModifierState?.("CapsLock") ?? false);
  }

  #warn(on: boolean): void {
    setText(this.#capsLock, on ? msg("Caps Lock is on.") : "");
    this.#capsLock.hidden = !on;
  }
}
