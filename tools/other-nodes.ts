/**
 * `npm run other-nodes`: fetches the Nodes that the server is tested with beside the one that runs the tests, into `.cache/`. They come from
 * npm, but not as dependencies: their program is named `node`, and would take the place of the one that runs everything else.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** By major version; each is the last of its line when it was tested last. */
export const otherNodes: Readonly<Record<string, string>> = { 22: "22.23.3", 24: "24.21.0" };

const cache = fileURLToPath(new URL("../.cache/nodes/", import.meta.url));
const packageName = `node-${process.platform}-${process.arch}`;

/** The program of that version, or `undefined` where it has not been fetched. */
export function otherNode(major: string): string | undefined {
  const folder = `${cache}${major}/node_modules/${packageName}/`;
  if (!existsSync(`${folder}bin/node`)) return undefined;
  const { version } = JSON.parse(readFileSync(`${folder}package.json`, "utf8")) as { version: string };
  return version.replace(/^v/, "") === otherNodes[major] ? `${folder}bin/node` : undefined;
}

function fetchNode(major: string, version: string): void {
  if (otherNode(major) !== undefined) return;
  const prefix = `${cache}${major}`;
  mkdirSync(prefix, { recursive: true });
  const options = ["--prefix", prefix, "--no-save", "--no-audit", "--no-fund", "--ignore-scripts"];
  const { status } = spawnSync("npm", ["install", ...options, `${packageName}@${version}`], { stdio: "inherit" });
  if (status !== 0) process.exitCode = 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [major, version] of Object.entries(otherNodes)) fetchNode(major, version);
}
