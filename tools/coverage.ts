/**
 * `npm run coverage`: how much of the sources the tests in Node run, a row for each folder below `src` and one for all. What runs in a browser
 * is not in it: `src/client` is tested there.
 *
 * `npm run coverage -- --only node,e2e` counts the servers of the end-to-end tests, too. Fails where a test does; no figure fails it.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { textTable } from "./text-table.ts";

/** A line of Istanbul's report for JSON. */
interface Summary {
  readonly lines: { readonly total: number; readonly covered: number };
  readonly branches: { readonly total: number; readonly covered: number };
}

const root = fileURLToPath(new URL("..", import.meta.url));
const { values } = parseArgs({ options: { only: { type: "string", default: "node" } } });
const folder = mkdtempSync(join(tmpdir(), "coverage-"));
try {
  const tests = node(["--import", "tsx", "tools/test/run.ts", "--only", values.only], { NODE_V8_COVERAGE: folder });
  const rooms = readdirSync(`${root}src`).filter((room) => room !== "locales" && !room.includes("."));
  const rows = [...rooms, "*"].map((room) => [room === "*" ? "all" : room, ...figures(`src/${room}/**/*.ts`)]);
  console.log(textTable([["src", "lines", "branches"], ...rows]));
  process.exitCode = tests;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function figures(include: string): string[] {
  const reports = join(folder, "report");
  const args = ["report", "--temp-directory", folder, "--reports-dir", reports, "-r", "json-summary", "--all"];
  node(["node_modules/c8/bin/c8.js", ...args, "--include", include, "--exclude", "**/*.gen.ts"]);
  const { total } = JSON.parse(readFileSync(join(reports, "coverage-summary.json"), "utf8")) as { total: Summary };
  return [total.lines, total.branches].map(({ covered, total: all }) => `${((100 * covered) / all).toFixed(1)} %`);
}

function node(args: readonly string[], env: Readonly<Record<string, string>> = {}): number {
  return (
    spawnSync(process.execPath, args, { cwd: root, stdio: "inherit", env: { ...process.env, ...env } }).status ?? 1
  );
}
