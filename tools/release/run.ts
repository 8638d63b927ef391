/**
 * `npm run release -- minor` (or `major`, `patch`): the next version in `package.json`, its lock and `CHANGELOG.md`. Commits and publishes nothing.
 *
 * `npm run release -- notes 0.2.0` prints what is said of a version.
 */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { notesOf, released } from "./changelog.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const file = `${root}CHANGELOG.md`;
const [what = "", version = ""] = process.argv.slice(2);

try {
  const changelog = readFileSync(file, "utf8");
  if (what === "notes") console.log(notesOf(changelog, version));
  else if (["major", "minor", "patch"].includes(what)) release(changelog);
  else throw new Error("npm run release -- major|minor|patch, or notes VERSION");
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

function release(changelog: string): void {
  const { version: before } = JSON.parse(readFileSync(`${root}package.json`, "utf8")) as { version: string };
  const next = following(before);
  // First, because it refuses what cannot be released.
  const written = released(changelog, next, new Date().toISOString().slice(0, 10));
  execFileSync("npm", ["version", "--no-git-tag-version", next], { cwd: root, stdio: "ignore" });
  writeFileSync(file, written);
  console.log(`${before} → ${next}. Look at it, then:\n\n  git commit -am "release: ${next}" && git tag v${next}`);
}

/** Semantic Versioning 2.0.0. */
function following(before: string): string {
  const [major = 0, minor = 0, patch = 0] = before.split(".").map(Number);
  if (what === "major") return `${major + 1}.0.0`;
  return what === "minor" ? `${major}.${minor + 1}.0` : `${major}.${minor}.${patch + 1}`;
}
