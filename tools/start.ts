/**
 * `npm start`: builds, in a process that ends with it, then becomes the server, so that signals reach it and its exit code is ours.
 *
 * `npm start -- gateway --upstream URL`: the same for the gateway in front of an authentik server.
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const build = fileURLToPath(new URL("build/build.ts", import.meta.url));
const program = programOf(process.argv.slice(2));
if (program) {
  const { status } = spawnSync(process.execPath, ["--import", "tsx", build], { stdio: "inherit" });
  if (status === 0) await import(new URL(`../dist/server/${program}`, import.meta.url).href);
  else process.exitCode = status ?? 1;
} else {
  console.error("Usage: npm start, or npm start -- gateway --upstream http://127.0.0.1:9000");
  process.exitCode = 1;
}

/** What to run; nothing for arguments that are not understood. */
function programOf(args: readonly string[]): string | undefined {
  if (args.length === 0) return "main.js";
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      options: { upstream: { type: "string" } },
      allowPositionals: true,
    });
    if (positionals.length !== 1 || positionals[0] !== "gateway") return undefined;
    if (values.upstream !== undefined) process.env["UPSTREAM"] = values.upstream;
    return "gateway.js";
  } catch {
    return undefined; // An option that there is not.
  }
}
