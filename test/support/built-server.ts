import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../../dist/server/main.js", import.meta.url));

/** The built server, in a process of its own as `npm start` runs it, on a free port and with data of its own. */
export interface BuiltServer {
  readonly origin: string;
  readonly password: string;
  stop(): Promise<void>;
}

/** @throws {Error} when it ends before it listens, with what it said */
export async function startBuiltServer(): Promise<BuiltServer> {
  const dataDir = mkdtempSync(join(tmpdir(), "flow-server-"));
  const password = "correct horse battery";
  const child = spawn(process.execPath, [main], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, HOST: "127.0.0.1", PORT: "0", DATA_DIR: dataDir, DEMO: "true", DEMO_PASSWORD: password },
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
    if (address) return { origin: address, password, stop };
    const more = await Promise.race([once(child.stdout, "data"), ended]);
    if (more) continue;
    await stop();
    throw new Error(`the built server did not start: ${said.trim() || "it said nothing"}`);
  }
}
