import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureFreshBuild } from "./fresh-build.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
/** What is written last, and what a build of the interface takes away. */
const results = ["dist/package/integrity.json", "dist/server/testing.js"];

/** Builds the interface and the package, unless both are newer than everything they are made of. Ends the process when it cannot. */
export function ensureFreshPackage(): void {
  ensureFreshBuild();
  const sources = ["src", "test/kit", "test/fixtures", "tools/build"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((name) => join(root, folder, name)),
  );
  const newest = Math.max(...[...sources, join(root, "package-lock.json")].map(changed));
  if (results.every((file) => changed(join(root, file)) > newest)) return;
  const { status } = spawnSync(process.execPath, ["--import", "tsx", "tools/build/package.ts"], {
    cwd: root,
    stdio: "inherit",
  });
  if (status !== 0) process.exit(status ?? 1);
}

/** When a file was changed; 0 for one that is not there, and for folders. */
function changed(path: string): number {
  if (!existsSync(path)) return 0;
  const stats = statSync(path);
  return stats.isFile() ? stats.mtimeMs : 0;
}
