import { copyFileSync, mkdirSync, readdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Where tests and benches keep what Python starts from, from one run to the next: what it is made of is in its name. */
export const snapshots = fileURLToPath(new URL("../.cache/python/", import.meta.url));

/** Puts it into the folder of a server that is about to start: to make it anew takes each of them five seconds of processor. */
export function lendPython(dataDir: string): void {
  copySnapshots(snapshots, dataDir);
}

/** Keeps what a server has made for the next one. */
export function keepPython(dataDir: string): void {
  copySnapshots(dataDir, snapshots);
}

function copySnapshots(from: string, to: string): void {
  mkdirSync(snapshots, { recursive: true });
  const there = new Set(readdirSync(to));
  for (const name of readdirSync(from)) {
    if (!/^python-\w+\.snapshot$/.test(name) || there.has(name)) continue;
    const partial = join(to, `${name}.${process.pid}`);
    copyFileSync(join(from, name), partial);
    renameSync(partial, join(to, name));
  }
}
