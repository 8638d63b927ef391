/**
 * A request is refused for a reason that was foreseen: a body that is too large, a missing CSRF token, a server that is busy. Worth one line
 * in the log and no stack trace, because anybody can bring it about as often as they like.
 */
export class Refusal extends Error {
  override readonly name: string = "Refusal";
}
