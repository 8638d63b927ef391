import { spawn } from "node:child_process";
import { once } from "node:events";

/** A program of the build, in a process of its own. */
export interface RunningProgram {
  readonly origin: string;
  readonly port: number;
  readonly pid: number;
  /** Everything it has said so far. */
  log(): string;
  /** Whether the process has not ended by itself. */
  isRunning(): boolean;
  /** Ends it as whoever runs servers does, or by another signal, and waits for it. @returns its exit code, or none where a signal had to end it */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/**
 * Starts a program that says its `Address` once it listens.
 *
 * @param file such as `dist/server/main.js`
 * @param node the Node that runs it
 * @throws {Error} when it ends before it listens, with what it said
 */
export async function startProgram(
  file: string,
  env: Readonly<Record<string, string>>,
  node = process.execPath,
): Promise<RunningProgram> {
  const child = spawn(node, [file], { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...env } });
  const stop = async (signal?: NodeJS.Signals): Promise<number | null> => {
    if (child.exitCode === null && child.signalCode === null && child.kill(signal)) await once(child, "exit");
    return child.exitCode;
  };
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (said += text));
  const ended = once(child, "exit").then(() => undefined);
  for (;;) {
    const origin = /^Address\s+(https?:\S+?)\/?$/m.exec(said)?.[1];
    if (origin) {
      const isRunning = (): boolean => child.exitCode === null && child.signalCode === null;
      return { origin, port: Number(new URL(origin).port), pid: child.pid ?? 0, log: () => said, isRunning, stop };
    }
    const more = await Promise.race([once(child.stdout, "data"), ended]);
    if (more) continue;
    await stop();
    throw new Error(`the program did not start: ${said.trim() || "it said nothing"}`);
  }
}
