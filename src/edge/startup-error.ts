/** Something the person who starts the server can put right; the message is one sentence for them. */
export class StartupError extends Error {
  override readonly name = "StartupError";
}
