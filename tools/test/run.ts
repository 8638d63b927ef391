/**
 * `npm test`: every check of the project, in order. The last line says how many tests passed, failed and were skipped, over all of them.
 *
 * `npm test -- --only browser` runs one suite, `--only node,e2e` some.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { findFirefox, findWebKit, requireChromium } from "../browsers.ts";
import { compiler } from "../compiler.ts";
import { compileWords } from "../words/compile.ts";
import { add, type Counts, judged, none, readCounts } from "./counts.ts";

interface Suite {
  readonly name: string;
  /** Arguments for Node; `undefined` when there is nothing to run yet. */
  readonly args: () => readonly string[] | undefined;
  /** The suite leaves its counts; otherwise it is one test, which its exit code decides. */
  readonly counts?: boolean;
  readonly needsChromium?: boolean;
  /** Environment variables beside those that there are. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Minutes after which a suite counts as hung. */
const minutes = 20;

const root = fileURLToPath(new URL("../..", import.meta.url));
const suites: readonly Suite[] = [
  { name: "types", args: () => [compiler, "-b"] },
  { name: "lint", args: () => ["--import", "tsx", "tools/lint.ts"] },
  { name: "build", args: () => ["--import", "tsx", "tools/build/build.ts"] },
  {
    name: "node",
    args: () => nodeTests({ processes: 3, batch: 16 }, "test/unit", "test/contract", "test/architecture.test.ts"),
    counts: true,
  },
  { name: "browser", args: browserTests, counts: true, needsChromium: true, env: { TEST_BROWSERS: "chromium" } },
  // In a run of its own: one that is out of order takes nothing with it.
  {
    name: "engines",
    args: () => ((findFirefox() ?? findWebKit()) ? browserTests() : undefined),
    counts: true,
    env: { TEST_BROWSERS: "firefox,webkit" },
  },
  { name: "e2e", args: () => nodeTests({ processes: 3, batch: 3 }, "test/e2e"), counts: true, needsChromium: true },
  { name: "size", args: () => ["--import", "tsx", "tools/size.ts"], counts: true },
];

const { values } = parseArgs({ options: { only: { type: "string", multiple: true } } });
const only = values.only?.flatMap((names) => names.split(","));
const unknown = only?.filter((name) => !suites.some((suite) => suite.name === name)) ?? [];
if (unknown.length > 0) {
  console.error(`No such suite: ${unknown.join(", ")}. There are ${suites.map(({ name }) => name).join(", ")}.`);
  process.exit(1);
}

compileWords();
const chosen = suites.filter(({ name }) => !only || only.includes(name));
if (chosen.some(({ needsChromium }) => needsChromium)) requireChromium();

let total = none;
const report: string[] = [];
for (const suite of chosen) {
  console.log(`\n── ${suite.name} ──`);
  const start = performance.now();
  const counts = await run(suite);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  report.push(`${suite.name.padEnd(8)} ${seconds.padStart(6)} s   ${summary(counts)}`);
  total = add(total, counts);
}
console.log(`\n${report.join("\n")}\n`);
console.log(summary(total));
process.exitCode = total.failed > 0 ? 1 : 0;

async function run(suite: Suite): Promise<Counts> {
  const args = suite.args();
  if (!args) {
    console.log("There is nothing to run here.");
    return { ...none, skipped: 1 };
  }
  const folder = mkdtempSync(join(tmpdir(), "counts-"));
  const file = join(folder, "counts.json");
  try {
    const child = spawn(process.execPath, args, {
      cwd: root,
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...process.env, ...suite.env, TEST_COUNTS: file },
      timeout: minutes * 60_000,
    });
    const [code, signal] = (await once(child, "exit")) as [number | null, string | null];
    if (code) console.error(`The suite ended with exit code ${code}.`);
    if (signal) console.error(`The suite was ended by ${signal}; one that takes longer than ${minutes} minutes is.`);
    if (!suite.counts) return code === 0 ? { ...none, passed: 1 } : { ...none, failed: 1 };
    const counted = readCounts(file) ?? none;
    const counts = judged(counted, code);
    if (counts.failed > counted.failed) console.error("The runner ran no test, or failed although no test did.");
    return counts;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function nodeTests(
  { processes, batch }: { processes: number; batch: number },
  ...places: readonly string[]
): readonly string[] | undefined {
  const files = places.flatMap(testFiles);
  if (files.length === 0) return undefined;
  return ["--import", "tsx", "tools/test/node-tests.ts", String(processes), String(batch), ...files];
}

function browserTests(): readonly string[] | undefined {
  if (testFiles("test/browser").length === 0) return undefined;
  const runner = "node_modules/@web/test-runner/dist/bin.js";
  return ["--import", "tsx", runner, "--config", "tools/test/web-test-runner.config.mjs"];
}

/** The test files in a folder, or the one that is named. */
function testFiles(place: string): string[] {
  const path = join(root, place);
  if (!existsSync(path)) return [];
  if (place.endsWith(".test.ts")) return [place];
  const names = readdirSync(path, { recursive: true, encoding: "utf8" });
  return names
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => join(place, name))
    .sort();
}

function summary({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
