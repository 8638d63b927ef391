/** The server has too much to do for this; asking again later helps. */
export class BusyError extends Error {
  override readonly name = "BusyError";
  readonly retryAfter: number;

  constructor(message: string, retryAfter = 5) {
    super(message);
    this.retryAfter = retryAfter;
  }
}
