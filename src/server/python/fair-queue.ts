import { BusyError } from "../engine/busy-error.ts";

export interface QueueLimits {
  /** How many may wait. */
  readonly waiting: number;
  /** How many of one client may wait, beside the one whose turn it is. */
  readonly waitingPerClient: number;
  /** Milliseconds one may wait. */
  readonly timeout: number;
}

interface Waiting {
  readonly client: string | undefined;
  readonly begin: () => void;
  readonly giveUp: (error: Error) => void;
  timer: NodeJS.Timeout | undefined;
}

/**
 * Does one thing after another. Clients take turns, so that one with much to do holds up the others by no more than one turn; what cannot
 * have its turn in time is refused at once or when the time is over, and has not begun.
 */
export class FairQueue {
  readonly #limits: QueueLimits;
  readonly #isGettingReady: () => boolean;
  #waiting: Waiting[] = [];
  /** Clients that had their turn and have more to do, the one that had it last at the end. */
  #served: string[] = [];
  #isBusy = false;

  /** @param isGettingReady whether nothing can have its turn yet; waiting does not count then */
  constructor(limits: QueueLimits, isGettingReady: () => boolean = () => false) {
    this.#limits = limits;
    this.#isGettingReady = isGettingReady;
  }

  /**
   * Does `work` when it is its turn.
   *
   * @param client whose work it is; `undefined` for the server's own
   * @throws BusyError when there is no place, or no turn in time
   */
  async run<T>(client: string | undefined, work: () => Promise<T>): Promise<T> {
    if (this.#isBusy) await this.#turn(client);
    this.#isBusy = true;
    try {
      return await work();
    } finally {
      this.#next();
    }
  }

  /** Whether something has its turn. */
  get isBusy(): boolean {
    return this.#isBusy;
  }

  /** Refuses all that wait. */
  clear(error: Error): void {
    for (const waiting of this.#waiting.splice(0)) waiting.giveUp(error);
  }

  #turn(client: string | undefined): Promise<void> {
    const { waiting, waitingPerClient } = this.#limits;
    const own = this.#waiting.filter((other) => other.client === client).length;
    if (this.#waiting.length >= waiting) throw new BusyError("Too many expressions wait for their turn.");
    if (client !== undefined && own >= waitingPerClient) {
      throw new BusyError(`Too many expressions of the network ${client} wait for their turn.`);
    }
    return new Promise((resolve, reject) => {
      const entry: Waiting = {
        client,
        begin: () => {
          clearTimeout(entry.timer);
          resolve();
        },
        giveUp: (error) => {
          clearTimeout(entry.timer);
          reject(error);
        },
        timer: undefined,
      };
      this.#waiting.push(entry);
      this.#limit(entry);
    });
  }

  #limit(entry: Waiting): void {
    entry.timer = setTimeout(() => {
      if (this.#isGettingReady()) {
        this.#limit(entry);
        return;
      }
      this.#waiting = this.#waiting.filter((other) => other !== entry);
      entry.giveUp(new BusyError("An expression did not have its turn in time."));
    }, this.#limits.timeout);
  }

  /** Who has waited longest among the clients whose last turn is longest ago. */
  #next(): void {
    const last = ({ client }: Waiting): number => (client === undefined ? -1 : this.#served.indexOf(client));
    let chosen = this.#waiting[0];
    for (const entry of this.#waiting) if (chosen && last(entry) < last(chosen)) chosen = entry;
    if (!chosen) {
      this.#isBusy = false;
      this.#served = [];
      return;
    }
    const { client } = chosen;
    this.#waiting = this.#waiting.filter((entry) => entry !== chosen);
    const others = new Set(this.#waiting.map((entry) => entry.client));
    this.#served = this.#served.filter((name) => name !== client && others.has(name));
    if (client !== undefined) this.#served.push(client);
    chosen.begin();
  }
}
