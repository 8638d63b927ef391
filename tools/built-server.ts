import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { keepPython, lendPython } from "./lent-python.ts";
import { type RunningProgram, startProgram } from "./start-program.ts";

const main = fileURLToPath(new URL("../dist/server/main.js", import.meta.url));

/** The built server, in a process of its own as `npm start` runs it, on a free port and with data of its own. */
export interface BuiltServer extends Omit<RunningProgram, "stop"> {
  readonly password: string;
  /** Where it keeps its data. */
  readonly dataDir: string;
  stop(): Promise<void>;
}

/**
 * @param program the Node that runs it, the one of the tests unless given
 * @param file another build's server
 * @param settings environment variables beside those that a test needs
 * @throws {Error} when it ends before it listens, with what it said
 */
export async function startBuiltServer(
  settings: Readonly<Record<string, string>> = {},
  program = process.execPath,
  file = main,
): Promise<BuiltServer> {
  const dataDir = mkdtempSync(join(tmpdir(), "flow-server-"));
  const password = "correct horse battery";
  const env = { HOST: "127.0.0.1", PORT: "0", DATA_DIR: dataDir, DEMO: "true", DEMO_PASSWORD: password, ...settings };
  lendPython(dataDir);
  const forget = (): void => rmSync(dataDir, { recursive: true, force: true });
  try {
    const running = await startProgram(file, env, program);
    const stop = async (): Promise<void> => {
      await running.stop();
      keepPython(dataDir);
      forget();
    };
    return { ...running, password, dataDir, stop };
  } catch (error) {
    forget();
    throw error;
  }
}
