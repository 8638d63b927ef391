/** Somebody else answers to this name or address already. */
export class NameTakenError extends Error {
  override readonly name = "NameTakenError";
  readonly field: string;

  constructor(field: string) {
    super(`This ${field} belongs to another account.`);
    this.field = field;
  }
}
