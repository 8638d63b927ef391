import { createHash } from "node:crypto";

/** Knows passwords that became public. */
export interface BreachLookup {
  /**
   * How often a password was found in collections of leaked ones.
   *
   * @throws {Error} when nobody can be asked
   */
  count(password: string, timeLimit: number): Promise<number>;
}

/** Asks a service with the range protocol of "Pwned Passwords": it learns five digits of the password's hash, and answers with all that match. */
export class RangeBreachLookup implements BreachLookup {
  readonly #url: string;
  readonly #fetch: (url: string, init: RequestInit) => Promise<Response>;

  /** @param url to which the first digits of the hash are appended, ending in `/` */
  constructor(url: string, fetch: (url: string, init: RequestInit) => Promise<Response>) {
    this.#url = url;
    this.#fetch = fetch;
  }

  async count(password: string, timeLimit: number): Promise<number> {
    const hash = createHash("sha1").update(password).digest("hex").toUpperCase();
    const init = { headers: { "Add-Padding": "true" }, signal: AbortSignal.timeout(timeLimit) };
    const response = await this.#fetch(this.#url + hash.slice(0, 5), init);
    if (!response.ok) throw new Error(`The list of leaked passwords answered with status ${response.status}.`);
    for (const line of (await response.text()).split(/\r?\n/)) {
      const [suffix, count] = line.split(":");
      if (suffix === hash.slice(5)) return Number(count) || 0;
    }
    return 0;
  }
}
