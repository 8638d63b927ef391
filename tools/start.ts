/** `npm start`: builds, in a process that ends with it, then becomes the server, so that signals reach it and its exit code is ours. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const build = fileURLToPath(new URL("build/build.ts", import.meta.url));
const { status } = spawnSync(process.execPath, ["--import", "tsx", build], { stdio: "inherit" });
if (status === 0) await import(new URL("../dist/server/main.js", import.meta.url).href);
else process.exitCode = status ?? 1;
