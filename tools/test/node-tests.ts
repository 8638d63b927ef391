/**
 * Runs tests of Node, `node tools/test/node-tests.ts <processes> <batch> <files…>`: batches of files, some processes at a time. Leaves the counts
 * of all of them, and names the tests that failed at the end.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { add, type Counts, countsFile, judged, none, readCounts } from "./counts.ts";

/** Milliseconds after which a batch counts as hung. */
const batchLimit = 300_000;

// Files in a batch: few enough that one which crashes takes little with it, and that no process is left alone at the end.
const [processes = "1", batchSize = "5", ...files] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "node-tests-"));
let total = none;

try {
  const batches = batchesOf(files);
  const lane = async (): Promise<void> => {
    for (let batch = batches.shift(); batch; batch = batches.shift()) {
      const { counts, output } = await run(batch);
      process.stdout.write(output);
      total = add(total, counts);
    }
  };
  await Promise.all(Array.from({ length: Number(processes) }, lane));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
const report = countsFile();
if (report !== undefined) writeFileSync(report, JSON.stringify(total));
process.exitCode = total.failed > 0 ? 1 : 0;

/** The largest files are dealt out first, one to each batch, so that no batch gets all of them. */
function batchesOf(all: readonly string[]): string[][] {
  const sorted = [...all].sort((a, b) => statSync(b).size - statSync(a).size);
  const count = Math.ceil(sorted.length / Number(batchSize));
  return Array.from({ length: count }, (_, index) => sorted.filter((_file, place) => place % count === index));
}

async function run(batch: readonly string[]): Promise<{ counts: Counts; output: string }> {
  const file = join(folder, `${batch[0]?.replaceAll(/\W/g, "-")}.json`);
  const reporters = ["spec", "./tools/test/node-counts.mjs"].flatMap((reporter) => [
    `--test-reporter=${reporter}`,
    "--test-reporter-destination=stdout",
  ]);
  const args = ["--import", "tsx", ...reporters, "tools/test/node-batch.ts", ...batch];
  const child = spawn(process.execPath, args, {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, TEST_COUNTS: file },
    timeout: batchLimit,
  });
  const output = collect(child);
  const [code, signal] = (await once(child, "close")) as [number | null, string | null];
  const counted = readCounts(file) ?? none;
  const counts = judged(counted, code);
  const fault = `These files did not run to their end (${signal ?? `exit code ${code}`}): ${batch.join(", ")}\n`;
  return { counts, output: output() + (counts.failed > counted.failed ? fault : "") };
}

function collect({ stdout, stderr }: ChildProcess): () => string {
  const parts: Buffer[] = [];
  for (const stream of [stdout, stderr]) stream?.on("data", (part: Buffer) => parts.push(part));
  return () => Buffer.concat(parts).toString("utf8");
}
