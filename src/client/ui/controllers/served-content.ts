import type { LitElement } from "lit";

/**
 * Looks after a stage that the server has rendered into the page: it stays in place until there is something new to show, and then
 * what was ticked and where the focus was go over to what takes its place.
 */
export class ServedContent {
  readonly #stage: LitElement;
  #isThere: boolean;
  #challenge: unknown;

  constructor(stage: LitElement) {
    this.#stage = stage;
    this.#isThere = stage.childElementCount > 0;
  }

  /** The server's rendering is still what shows. */
  get isThere(): boolean {
    return this.#isThere;
  }

  /** Whether the challenge is not the one that the server has rendered, which is the first one. */
  isOutdated(challenge: unknown): boolean {
    this.#challenge ??= challenge;
    return challenge !== this.#challenge;
  }

  /** Makes room for our own rendering. */
  clear(): void {
    const stage = this.#stage;
    this.#isThere = false;
    const focused = stage.contains(document.activeElement) ? document.activeElement?.getAttribute("name") : undefined;
    const ticks = [...stage.querySelectorAll<HTMLInputElement>("input[type=checkbox]")].map(({ name, checked }) => ({
      name,
      checked,
    }));
    stage.replaceChildren();
    void stage.updateComplete.then(() => {
      for (const { name, checked } of ticks) {
        const box = stage.querySelector<HTMLInputElement>(`input[name="${CSS.escape(name)}"]`);
        if (box) box.checked = checked;
      }
      if (focused) stage.querySelector<HTMLElement>(`[name="${CSS.escape(focused)}"]`)?.focus();
    });
  }
}
