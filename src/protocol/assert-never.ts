/** Closes a `switch`: the compiler complains here about a case that was forgotten. */
export function assertNever(value: never): never {
  throw new Error(`unexpected: ${JSON.stringify(value)}`);
}
