/** What a person, or their screen reader, finds on the page: by label, name and role, and only what is there for them. */
export class Screen {
  readonly #root: () => ParentNode;

  /** @param root where to look, asked each time */
  constructor(root: () => ParentNode) {
    this.#root = root;
  }

  /** The input with the given label. @throws {Error} if there is none that can be reached */
  field(label: string): HTMLInputElement {
    return this.#one("input, select, textarea", label, "field");
  }

  button(name: string): HTMLButtonElement {
    return this.#one("button", name, "button");
  }

  link(name: string): HTMLAnchorElement {
    return this.#one("a[href]", name, "link");
  }

  has(role: "field" | "button" | "link", name: string): boolean {
    try {
      return Boolean(this[role](name));
    } catch {
      return false;
    }
  }

  get heading(): string {
    return this.#visible("h1").map(textOf).join(" ");
  }

  /** Everything that can be read, with single spaces. */
  get text(): string {
    return this.#visible("main, .ak-toasts")
      .map((element) => textOf(element))
      .join(" ");
  }

  /** What is announced as an error. */
  get alerts(): string[] {
    return this.#visible("[role=alert]").map(textOf).filter(Boolean);
  }

  /** What is announced in passing. */
  get statuses(): string[] {
    return this.#visible("[role=status]").map(textOf).filter(Boolean);
  }

  get buttons(): HTMLButtonElement[] {
    return this.#visible<HTMLButtonElement>("button");
  }

  get fields(): HTMLInputElement[] {
    return this.#visible<HTMLInputElement>("input, select, textarea");
  }

  get links(): HTMLAnchorElement[] {
    return this.#visible<HTMLAnchorElement>("a[href]");
  }

  #visible<E extends HTMLElement>(selector: string): E[] {
    return [...this.#root().querySelectorAll<E>(selector)].filter(isPresent);
  }

  #one<E extends HTMLElement>(selector: string, name: string, role: string): E {
    const all = this.#visible<E>(selector);
    const found = all.filter((element) => nameOf(element) === name);
    if (found[0] && found.length === 1) return found[0];
    const names = all.map((element) => `"${nameOf(element)}"`).join(", ");
    throw new Error(`${found.length} times a ${role} "${name}"; there are: ${names || "none"}`);
  }
}

/** The accessible name, as far as our pages need it. */
export function nameOf(element: HTMLElement): string {
  const label = element instanceof HTMLInputElement ? element.labels?.[0] : undefined;
  return element.getAttribute("aria-label") ?? (label ? textOf(label) : textOf(element));
}

function textOf(element: Element): string {
  return (element instanceof HTMLElement ? element.innerText : element.textContent).replace(/\s+/g, " ").trim();
}

function isPresent(element: HTMLElement): boolean {
  return element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !element.closest("[inert]");
}
