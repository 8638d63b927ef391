/** Attributes that name other elements by their ids. */
const ties = ["for", "aria-describedby", "aria-labelledby", "aria-controls"];

/** Ids in the light DOM are the whole page's: where there is another flow already, those of this one get a prefix, and its labels stay its own. */
export class OwnIds {
  readonly #element: HTMLElement;
  readonly #observer = new MutationObserver(() => this.#tell());
  #prefix = "";

  constructor(element: HTMLElement) {
    this.#element = element;
  }

  /** @param others what has its ids from the same page */
  start(others: readonly OwnIds[]): void {
    const taken = others.map((ids) => ids.#prefix);
    for (let count = 2; taken.includes(this.#prefix); count++) this.#prefix = `flow${count}-`;
    if (this.#prefix === "") return;
    this.#tell();
    this.#observer.observe(this.#element, { subtree: true, childList: true, attributeFilter: ["id", ...ties] });
  }

  stop(): void {
    this.#observer.disconnect();
  }

  #tell(): void {
    for (const element of this.#element.querySelectorAll("[id^=ak-]")) element.id = this.#own(element.id);
    for (const name of ties) {
      for (const element of this.#element.querySelectorAll(`[${name}^=ak-], [${name}*=" ak-"]`)) {
        const ids = element.getAttribute(name) ?? "";
        element.setAttribute(
          name,
          ids
            .split(/\s+/)
            .map((id) => this.#own(id))
            .join(" "),
        );
      }
    }
  }

  #own(id: string): string {
    return id.startsWith("ak-") ? this.#prefix + id : id;
  }
}
