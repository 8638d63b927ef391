/** How many values tags may come to, and how many characters of text, in one document. */
const mostValues = 200_000;
const mostCharacters = 16_000_000;
/** How deep tags may stand in each other, what they refer to included. */
const greatestDepth = 100;

/** Bounds what the tags of one document come to: a short one can ask for very much with loops in loops. */
export class WorkBudget {
  #values = 0;
  #characters = 0;
  #depth = 0;

  /**
   * Counts a value.
   *
   * @param fail makes the error to throw
   */
  spend(value: unknown, fail: (message: string) => Error): void {
    this.#values += 1;
    if (typeof value === "string") this.#characters += value.length;
    if (this.#values > mostValues || this.#characters > mostCharacters) throw fail("The document asks for too much.");
  }

  /** Does what one tag asks for. */
  within<T>(work: () => T, fail: (message: string) => Error): T {
    if (this.#depth >= greatestDepth) throw fail("The tags refer to each other too often, or to themselves.");
    this.#depth += 1;
    try {
      return work();
    } finally {
      this.#depth -= 1;
    }
  }
}
