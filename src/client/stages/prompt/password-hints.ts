import { msg } from "@lit/localize";
import { html, type ReactiveControllerHost, type TemplateResult } from "lit";
import type { Strength } from "../../ui/password-strength.ts";

type Host = ReactiveControllerHost & HTMLElement;

/** What can be told of passwords while they are typed: whether Caps Lock is on, and how hard a new one is to guess. Never keeps anybody from anything. */
export class PasswordHints {
  readonly #host: Host;
  /** The field in which Caps Lock matters now. */
  #capsLock = "";
  #strength: Strength | undefined;
  #judged = "";

  constructor(host: Host) {
    this.#host = host;
    for (const type of ["keydown", "keyup"] as const) host.addEventListener(type, (event) => this.#onKey(event));
    host.addEventListener("focusout", () => this.#warn(""));
  }

  /**
   * Judges a new password; the estimate is loaded with the first one.
   *
   * @param known words that are easy to guess for this account, such as what else was typed
   */
  async judge(password: string, known: readonly string[]): Promise<void> {
    if (password === this.#judged) return;
    this.#judged = password;
    const strength = password === "" ? undefined : await estimate(password, known);
    if (password !== this.#judged || strength === this.#strength) return; // Typed on, or nothing new.
    this.#strength = strength;
    this.#host.requestUpdate();
  }

  /** @param isNew whether it is the new password that is judged */
  render(id: string, isNew: boolean): TemplateResult {
    const capsLock = this.#capsLock === id ? msg("Caps Lock is on.") : "";
    const strength = isNew && this.#strength ? strengthText(this.#strength) : "";
    return html`<p class="ak-hint" role="status" ?hidden=${!capsLock}>${capsLock}</p>
      <p class="ak-hint ak-strength-${this.#strength}" role="status" ?hidden=${!strength}>${strength}</p>`;
  }

  #onKey(event: KeyboardEvent): void {
    const { target } = event;
    if (!(target instanceof HTMLInputElement) || target.autocomplete !== "new-password") return;
    // Events made by scripts lack the method.
    const isOn = (event as Partial<KeyboardEvent>).getModifierState?.("CapsLock") ?? false;
    this.#warn(isOn ? target.id : "");
  }

  #warn(id: string): void {
    if (id === this.#capsLock) return;
    this.#capsLock = id;
    this.#host.requestUpdate();
  }
}

async function estimate(password: string, known: readonly string[]): Promise<Strength | undefined> {
  try {
    const { passwordStrength } = await import("../../ui/password-strength.ts");
    return passwordStrength(password, known);
  } catch (cause) {
    console.warn(cause); // The server judges it anyway.
    return undefined;
  }
}

function strengthText(strength: Strength): string {
  if (strength === "strong") return msg("A strong password.");
  return strength === "fair"
    ? msg("Could be stronger. A few more words or characters help.")
    : msg("Easy to guess. Add more words or characters.");
}
