/** How an answer differs from the recorded one in shape: fields and their types. `undefined` when it does not. */
export function shapeFault(recorded: unknown, posted: unknown, at = "the answer"): string | undefined {
  if (kindOf(recorded) !== kindOf(posted)) return `${at} is ${kindOf(posted)} and was ${kindOf(recorded)}`;
  if (Array.isArray(recorded) && Array.isArray(posted)) {
    // Lists are as long as people make them; what is in them is alike.
    const [first] = recorded as unknown[];
    if (first === undefined) return undefined;
    return firstFault(posted, (item, index) => shapeFault(first, item, `${at}[${index}]`));
  }
  if (!isRecord(recorded) || !isRecord(posted)) return undefined;
  const surplus = Object.keys(posted).find((key) => !(key in recorded));
  if (surplus !== undefined) return `${at} has ${surplus}, which was not sent`;
  return firstFault(Object.keys(recorded), (key) =>
    key in posted ? shapeFault(recorded[key], posted[key], `${at}.${key}`) : `${at} lacks ${key}`,
  );
}

function firstFault<T>(items: readonly T[], fault: (item: T, index: number) => string | undefined): string | undefined {
  return items.map(fault).find((found) => found !== undefined);
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "a list" : typeof value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
