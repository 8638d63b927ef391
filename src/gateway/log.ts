/** One line of the log. */
export interface LogLine {
  readonly level: "info" | "warning" | "error";
  readonly event: string;
  readonly [detail: string]: unknown;
}

/** Takes one line of the log. Addresses go in without their query: it may hold tokens. */
export type Log = (line: LogLine) => void;

/** Writes lines as JSON, each with its time. */
export function jsonLog(write: (text: string) => void): Log {
  return (line) => write(`${JSON.stringify({ time: new Date().toISOString(), ...line })}\n`);
}
