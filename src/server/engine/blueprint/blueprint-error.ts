/** A blueprint cannot be read or applied; the message names the document, the line and the entry. */
export class BlueprintError extends Error {
  override readonly name = "BlueprintError";
  /** Counted from 1. */
  readonly line: number;

  constructor(source: string, line: number, message: string, options?: ErrorOptions) {
    super(`${source}, line ${line}: ${message}`, options);
    this.line = line;
  }
}
