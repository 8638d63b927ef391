/**
 * `npm run bench`: how fast somebody can sign in, beside what we aim at. Timings never fail anything.
 *
 * `npm run bench -- --url http://127.0.0.1:9000/if/flow/x/ --user ada --password …` measures another server, or another product;
 * `--user-field` and `--password-field` take selectors. `--runs 9` for steadier figures.
 *
 * `npm run bench -- --against 1e25f4f` builds that commit, too, and takes turns with it: the figures of both, with the ratio of the medians.
 *
 * `npm run bench -- --trace FOLDER` writes a trace of each sign-in of the last run, too: its figures are those of a browser that writes.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { launchArgs, requireChromium } from "../browsers.ts";
import { startBuiltServer } from "../built-server.ts";
import { ensureFreshBuild } from "../fresh-build.ts";
import { textTable } from "../text-table.ts";
import { asIs, type Goal, goals, slowMachine, slowNetwork } from "./goals.ts";
import { buildCommit } from "./other-build.ts";
import { type Relay, startRelay } from "./relay.ts";
import { benchServer } from "./server.ts";
import { type Figures, type Profile, type Target, visit } from "./visit.ts";

const { values: options } = parseArgs({
  options: {
    url: { type: "string" },
    runs: { type: "string", default: "5" },
    against: { type: "string" },
    trace: { type: "string" },
    user: { type: "string", default: "user" },
    password: { type: "string", default: "" },
    "user-field": { type: "string", default: "input[type=text], input[type=email], input:not([type])" },
    "password-field": { type: "string", default: "input[type=password]" },
  },
});

const profiles: readonly Profile[] = [
  { name: slowNetwork, cpu: 4, line: { latencyMs: 150, megabitPerSecond: 1.6 } },
  { name: slowMachine, cpu: 4, line: { latencyMs: 30 } },
  { name: asIs, cpu: 1 },
];

const own = options.url ? undefined : await startOwn(options.against);
const targets = own?.targets ?? [target("measured", options.url ?? "", options.password)];
const lines = await layLines(targets);
const browser = await chromium.launch({ executablePath: requireChromium(), args: [...launchArgs] });
try {
  const results = await measure(Number(options.runs));
  console.log(
    `\n${textTable([["median", "profile", ...targets.map(({ name }) => name), ...(options.against ? ["ratio", "ratio, compat."] : []), "goal"], ...goals.map((goal) => row(goal, results))])}`,
  );
} finally {
  await browser.close();
  for (const { relay } of lines.values()) relay.close();
  await own?.stop();
}
if (own) await benchServer(Number(options.runs));

/** This build's server, and that of the commit it is compared with. */
async function startOwn(against: string | undefined): Promise<{ targets: Target[]; stop(): Promise<void> }> {
  ensureFreshBuild();
  const other = against === undefined ? undefined : buildCommit(against);
  const server = await startBuiltServer();
  const otherServer = other && (await startBuiltServer({}, process.execPath, other.main));
  const targetsOf = ({ origin, password }: typeof server, suffix: string): Target[] => [
    target(`default${suffix}`, `${origin}/if/flow/default-authentication-flow/`, password),
    target(`compatibility${suffix}`, `${origin}/if/flow/default-authentication-flow-compat/`, password),
  ];
  return {
    targets: [...targetsOf(server, ""), ...(otherServer ? targetsOf(otherServer, ` at ${against ?? ""}`) : [])],
    async stop() {
      await Promise.all([server.stop(), otherServer?.stop()]);
      other?.remove();
    },
  };
}

function target(name: string, url: string, password: string): Target {
  const selectors = { user: options["user-field"], password: options["password-field"] };
  return { name, url, user: options.user, password, selectors };
}

/** A line of each kind to each server. @throws {Error} where one is not reached by plain HTTP on this machine: a relay needs a port to relay to */
async function layLines(
  all: readonly Target[],
): Promise<ReadonlyMap<string, { readonly relay: Relay; readonly origin: string }>> {
  const laid = new Map<string, { relay: Relay; origin: string }>();
  for (const origin of new Set(all.map(({ url }) => new URL(url).origin))) {
    const { protocol, hostname, port } = new URL(origin);
    if (protocol !== "http:" || !["127.0.0.1", "localhost"].includes(hostname))
      throw new Error(`${origin} is not a server on this machine that speaks plain HTTP.`);
    for (const { name, line } of profiles) {
      if (!line) continue;
      const relay = await startRelay(Number(port || 80), line);
      laid.set(keyOf(name, origin), { relay, origin: `${protocol}//${hostname}:${relay.port}` });
    }
  }
  return laid;
}

/** The same page, along the profile's line. */
function alongLine(given: Target, { name }: Profile): Target {
  const { origin, pathname, search } = new URL(given.url);
  return { ...given, url: (lines.get(keyOf(name, origin))?.origin ?? origin) + pathname + search };
}

/** Takes turns between everything that is compared, so that whatever else the machine does falls on all alike. */
async function measure(runs: number): Promise<ReadonlyMap<string, readonly Figures[]>> {
  const results = new Map<string, Figures[]>();
  for (let run = 1; run <= runs; run++) {
    process.stderr.write(`run ${run} of ${runs}\n`);
    for (const profile of profiles) {
      for (const each of targets) {
        const key = keyOf(profile.name, each.name);
        const trace = run === runs ? traceFile(key) : undefined;
        results.set(key, [...(results.get(key) ?? []), await visit(browser, alongLine(each, profile), profile, trace)]);
      }
    }
  }
  return results;
}

function traceFile(key: string): string | undefined {
  if (options.trace === undefined) return undefined;
  mkdirSync(options.trace, { recursive: true });
  return join(options.trace, `${key.replace(/\W+/g, "-")}.json`);
}

function row(goal: Goal, results: ReadonlyMap<string, readonly Figures[]>): string[] {
  const medians = targets.map(({ name }) => {
    const figures = results.get(keyOf(goal.profile, name)) ?? [];
    return median(figures.map((figure) => figure[goal.figure] ?? NaN));
  });
  return [
    goal.says,
    goal.profile,
    ...medians.map((value) => shown(value, goal.unit)),
    ...ratios(medians),
    goalText(goal),
  ];
}

/** What this build takes of what the other one takes, in each mode. */
function ratios(medians: readonly number[]): string[] {
  const [now = NaN, compatibility = NaN, before, compatibilityBefore] = medians;
  if (options.against === undefined || before === undefined || compatibilityBefore === undefined) return [];
  return [(now / before).toFixed(2), (compatibility / compatibilityBefore).toFixed(2)];
}

function goalText({ goal, compatibilityGoal, unit }: Goal): string {
  if (goal === undefined) return "";
  return `≤ ${goal}${compatibilityGoal ? ` (${compatibilityGoal})` : ""} ${unit}`.trimEnd();
}

function shown(value: number, unit: Goal["unit"]): string {
  if (unit === "MB") return `${(value / 1_000_000).toFixed(2)} MB`;
  if (unit === "KB") return `${(value / 1024).toFixed(1)} KB`;
  return unit === "ms" ? `${value.toFixed(value < 100 ? 1 : 0)} ms` : String(value);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}

function keyOf(profile: string, target: string): string {
  return `${profile} · ${target}`;
}
