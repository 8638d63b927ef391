/** Shows on an element, as `:state(busy)`, whether its flow waits for the server. Browsers that have no such states go without. */
export class BusyState {
  readonly #internals: ElementInternals;

  constructor(element: HTMLElement) {
    this.#internals = element.attachInternals();
    const isIdle = (): void => this.set(false);
    element.addEventListener("ak-flow-before-submit", (event) => {
      // Listeners of the page come later, and may keep the answer from being sent.
      queueMicrotask(() => {
        if (!event.defaultPrevented) this.set(true);
      });
    });
    element.addEventListener("ak-flow-shown", isIdle);
    element.addEventListener("ak-flow-problem", isIdle);
  }

  set(busy: boolean): void {
    try {
      if (busy) this.#internals.states.add("busy");
      else this.#internals.states.delete("busy");
    } catch {
      // Chromium before 125 takes only names with dashes, Safari before 17.4 knows no states.
    }
  }
}
