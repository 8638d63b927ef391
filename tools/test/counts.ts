import { readFileSync } from "node:fs";

/** How many tests a runner ran, and how they went. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Tests of more than a second, each a line, where `TEST_TIMES` asks for them. */
  readonly slow?: readonly string[];
}

export const none: Counts = { passed: 0, failed: 0, skipped: 0 };

export function add(a: Counts, b: Counts): Counts {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

/** The counts of a runner that has ended. One that crashed, or that ran nothing, has failed, whatever it counted. */
export function judged(counts: Counts, code: number | null): Counts {
  const { passed, failed } = counts;
  const isFine = failed > 0 || (code === 0 && passed > 0);
  return { ...counts, failed: isFine ? failed : failed + 1 };
}

/** The file in which a runner leaves its counts as JSON for `tools/test/run.ts`; none when it was started by hand. */
export function countsFile(): string | undefined {
  return process.env["TEST_COUNTS"];
}

/** The counts that a runner has left, or `undefined` when it did not get that far. */
export function readCounts(file: string): Counts | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Counts;
  } catch {
    return undefined; // It crashed before it could write, or while it did.
  }
}
