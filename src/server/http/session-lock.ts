/** Lets the requests of one session through one after the other. */
export class SessionLock {
  readonly #tails = new Map<string, Promise<unknown>>();

  /** Runs `work` when everything begun under the same key before is done. */
  async run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.#tails.get(key) ?? Promise.resolve();
    const turn = before.then(work, work);
    const tail = turn.catch(() => undefined);
    this.#tails.set(key, tail);
    try {
      return await turn;
    } finally {
      if (this.#tails.get(key) === tail) this.#tails.delete(key);
    }
  }
}
