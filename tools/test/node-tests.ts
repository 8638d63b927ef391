/**
 * Runs tests of Node, `node tools/test/node-tests.ts <processes> <batch> <files…>`: batches of files, some processes at a time. Leaves the counts
 * of all of them; with `TEST_TIMES=1` it says which tests took more than a second. A batch that went well is one line; of one that did not, everything is shown that it printed.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { add, type Counts, countsFile, judged, none, readCounts } from "./counts.ts";

/** Milliseconds after which a batch counts as hung. */
const batchLimit = 600_000;

interface Outcome {
  readonly counts: Counts;
  /** Why the batch has failed although no test of it did. */
  readonly fault: string | undefined;
  readonly output: string;
}

// Files in a batch: few enough that one which crashes takes little with it, and that no process is left alone at the end.
const [processes = "1", batchSize = "5", ...files] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "node-tests-"));
const running = new Map<ChildProcess, () => string>();
let total = none;

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    for (const [child, output] of running) {
      console.log(output());
      console.log(`${signal} came while this ran: ${child.spawnargs.filter((name) => files.includes(name)).join(" ")}`);
      endGroup(child);
    }
    process.exit(1);
  });
}

try {
  const batches = batchesOf(files);
  const lane = async (): Promise<void> => {
    for (let batch = batches.shift(); batch; batch = batches.shift()) {
      const start = performance.now();
      const { counts, fault, output } = await run(batch);
      if (counts.failed > 0) console.log(output);
      if (fault !== undefined) console.log(fault);
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      console.log(`${seconds.padStart(6)} s  ${counts.failed > 0 ? "FAILED  " : ""}${batch.join(" ")}`);
      for (const line of counts.slow ?? []) console.log(`        ${line}`);
      total = add(total, counts);
    }
  };
  await Promise.all(Array.from({ length: Number(processes) }, lane));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
const report = countsFile();
if (report !== undefined) writeFileSync(report, JSON.stringify(total));
process.exit(total.failed > 0 ? 1 : 0);

/** The largest files are dealt out first, one to each batch, so that no batch gets all of them. */
function batchesOf(all: readonly string[]): string[][] {
  const sorted = [...all].sort((a, b) => statSync(b).size - statSync(a).size);
  const count = Math.ceil(sorted.length / Number(batchSize));
  return Array.from({ length: count }, (_, index) => sorted.filter((_file, place) => place % count === index));
}

async function run(batch: readonly string[]): Promise<Outcome> {
  const file = join(folder, `${batch[0]?.replaceAll(/\W/g, "-")}.json`);
  const reporters = ["spec", "./tools/test/node-counts.mjs"].flatMap((reporter) => [
    `--test-reporter=${reporter}`,
    "--test-reporter-destination=stdout",
  ]);
  const args = ["--import", "tsx", ...reporters, "tools/test/node-batch.ts", ...batch];
  const child = spawn(process.execPath, args, {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, TEST_COUNTS: file },
    // A group of its own, so that what a test has started can be ended with it.
    detached: true,
  });
  const output = collect(child);
  running.set(child, output);
  const closed = once(child, "close");
  const timer = setTimeout(() => endGroup(child), batchLimit);
  const [code, signal] = (await once(child, "exit")) as [number | null, string | null];
  clearTimeout(timer);
  endGroup(child);
  // Not for ever: something that left the group may still hold the pipes.
  await Promise.race([closed, delay(5_000)]);
  running.delete(child);
  const counted = readCounts(file) ?? none;
  const counts = judged(counted, code);
  const why = signal === null ? `exit code ${code}` : `${signal}, after ${batchLimit / 1000} s at the latest`;
  const fault = counts.failed > counted.failed ? `These files did not run to their end (${why}):` : undefined;
  return { counts, fault, output: output() };
}

/** Ends what is left of a batch: a browser or a server of a test that hangs would keep its pipes open, and this program waiting. */
function endGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, "SIGKILL");
  } catch {
    return; // Nothing is left.
  }
}

function collect({ stdout, stderr }: ChildProcess): () => string {
  const parts: Buffer[] = [];
  for (const stream of [stdout, stderr]) stream?.on("data", (part: Buffer) => parts.push(part));
  return () => Buffer.concat(parts).toString("utf8");
}
