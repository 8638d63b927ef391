import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../dist/server/main.js", import.meta.url));

/** The built server, in a process of its own as `npm start` runs it, on a free port and with data of its own. */
export interface BuiltServer {
  readonly origin: string;
  readonly port: number;
  readonly password: string;
  /** Where it keeps its data. */
  readonly dataDir: string;
  /** Everything it has said so far. */
  log(): string;
  /** Whether the process has not ended by itself. */
  isRunning(): boolean;
  stop(): Promise<void>;
}

/**
 * @param program the Node that runs it, the one of the tests unless given
 * @param settings environment variables beside those that a test needs
 * @throws {Error} when it ends before it listens, with what it said
 */
export async function startBuiltServer(
  settings: Readonly<Record<string, string>> = {},
  program = process.execPath,
): Promise<BuiltServer> {
  const dataDir = mkdtempSync(join(tmpdir(), "flow-server-"));
  const password = "correct horse battery";
  const child = spawn(program, [main], {
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      HOST: "127.0.0.1",
      PORT: "0",
      DATA_DIR: dataDir,
      DEMO: "true",
      DEMO_PASSWORD: password,
      ...settings,
    },
  });
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.kill()) await once(child, "exit");
    rmSync(dataDir, { recursive: true, force: true });
  };
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (said += text));
  const ended = once(child, "exit").then(() => undefined);
  for (;;) {
    const address = /^Address\s+(http:\S+?)\/?$/m.exec(said)?.[1];
    if (address) {
      const isRunning = (): boolean => child.exitCode === null && child.signalCode === null;
      return {
        origin: address,
        port: Number(new URL(address).port),
        password,
        dataDir,
        log: () => said,
        isRunning,
        stop,
      };
    }
    const more = await Promise.race([once(child.stdout, "data"), ended]);
    if (more) continue;
    await stop();
    throw new Error(`the built server did not start: ${said.trim() || "it said nothing"}`);
  }
}
