import { fileURLToPath } from "node:url";
import { type RunningProgram, startProgram } from "./start-program.ts";

const gateway = fileURLToPath(new URL("../dist/server/gateway.js", import.meta.url));

/**
 * The built gateway, in a process of its own as `npm start -- gateway` runs it, on a free port.
 *
 * @param upstream its origin
 * @param settings environment variables beside those that a test needs
 * @throws {Error} when it ends before it listens, with what it said
 */
export function startBuiltGateway(
  upstream: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<RunningProgram> {
  return startProgram(gateway, { HOST: "127.0.0.1", PORT: "0", UPSTREAM: upstream, ...settings });
}
