import { Refusal } from "./refusal.ts";

/** There is more to do than can be done in reasonable time. Nothing was changed; the same request may succeed a little later. */
export class BusyError extends Refusal {
  override readonly name = "BusyError";
  /** Seconds to wait before the next try. */
  readonly retryAfter: number;

  constructor(message: string, retryAfter = 5) {
    super(message);
    this.retryAfter = retryAfter;
  }
}
