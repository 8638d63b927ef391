/** What a person does with the page. */
import { sendKeys } from "@web/test-runner-commands";
import type { Screen } from "./screen.ts";
import { settle } from "./until.ts";

/** Puts text into a field, in place of what it held. */
export function fillIn(field: HTMLInputElement, text: string): void {
  field.focus();
  field.value = text;
  field.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true, data: text, inputType: "insertText" }));
}

/** Clicks, and waits until the page has done what follows from it. */
export async function click(element: HTMLElement): Promise<void> {
  element.click();
  await settle();
}

/** Clicks the button whose name begins so; the rest of it is a description. */
export async function choose(screen: Screen, name: string): Promise<void> {
  const button = screen.buttons.find(({ innerText }) => innerText.startsWith(name));
  if (!button) throw new Error(`there is no button that begins with "${name}"`);
  await click(button);
}

/** Presses a key where the focus is. A real key: scripts cannot submit a form with Enter. */
export async function press(key: string): Promise<void> {
  await sendKeys({ press: key });
  await settle();
}

/** A key of which the page learns that it was pressed while Caps Lock is on or off. */
export function typeWithCapsLock(field: HTMLElement, on: boolean): void {
  field.dispatchEvent(new KeyboardEvent("keydown", { key: "a", bubbles: true, modifierCapsLock: on }));
}
