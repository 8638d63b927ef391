import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The program of another commit. */
export interface OtherBuild {
  /** Its `dist/server/main.js`. */
  readonly main: string;
  remove(): void;
}

/**
 * Builds another commit in a folder of its own, with the packages that are installed here.
 *
 * @param commit as Git names it
 * @throws {Error} when there is no such commit, or it cannot be built
 */
export function buildCommit(commit: string): OtherBuild {
  const folder = join(mkdtempSync(join(tmpdir(), "bench-")), "build");
  const remove = (): void => {
    spawnSync("git", ["worktree", "remove", "--force", folder], { cwd: root });
    rmSync(join(folder, ".."), { recursive: true, force: true });
  };
  try {
    run(root, "git", "worktree", "add", "--quiet", "--detach", folder, commit);
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
    run(folder, "npm", "run", "--silent", "build");
  } catch (error) {
    remove();
    throw error;
  }
  return { main: join(folder, "dist/server/main.js"), remove };
}

function run(cwd: string, program: string, ...args: readonly string[]): void {
  const { status, stderr } = spawnSync(program, args, { cwd, encoding: "utf8" });
  if (status !== 0) throw new Error(`${program} ${args.join(" ")} failed: ${stderr}`);
}
