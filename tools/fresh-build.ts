import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Builds, unless there is a build that is newer than everything it is made of. Ends the process when it cannot. */
export function ensureFreshBuild(): void {
  const built = Math.min(
    ...["client/index.html", "server/main.js", "server/gateway.js"].map((name) => changed(`dist/${name}`)),
  );
  const sources = ["src", "public", "tools/build"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((name) => join(folder, name)),
  );
  if (
    built >
    Math.max(
      ...[...sources, "index.html", "vite.config.ts", ".config/tsconfig.base.json", "package-lock.json"].map(changed),
    )
  )
    return;
  const { status } = spawnSync(process.execPath, ["--import", "tsx", "tools/build/build.ts"], {
    cwd: root,
    stdio: "inherit",
  });
  if (status !== 0) process.exit(status ?? 1);
}

/** When a file was changed; 0 for one that is not there, and for folders. */
function changed(path: string): number {
  const full = join(root, path);
  if (!existsSync(full)) return 0;
  const stats = statSync(full);
  return stats.isFile() ? stats.mtimeMs : 0;
}
