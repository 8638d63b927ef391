/**
 * `npm run bench`: how fast somebody can sign in, beside what we aim at. Timings never fail anything.
 *
 * `npm run bench -- --url https://id.example/if/flow/x/ --user ada --password …` measures another server, or another product;
 * `--user-field` and `--password-field` take selectors. `--runs 9` for steadier figures.
 */
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { launchArgs, requireChromium } from "../browsers.ts";
import { startBuiltServer } from "../built-server.ts";
import { ensureFreshBuild } from "../fresh-build.ts";
import { textTable } from "../text-table.ts";
import { asIs, type Goal, goals, slowMachine, slowNetwork } from "./goals.ts";
import { benchServer } from "./server.ts";
import { type Figures, type Profile, type Target, visit } from "./visit.ts";

const { values: options } = parseArgs({
  options: {
    url: { type: "string" },
    runs: { type: "string", default: "5" },
    user: { type: "string", default: "user" },
    password: { type: "string", default: "" },
    "user-field": { type: "string", default: "input[type=text], input[type=email], input:not([type])" },
    "password-field": { type: "string", default: "input[type=password]" },
  },
});

const profiles: readonly Profile[] = [
  { name: slowNetwork, cpu: 4, network: { latencyMs: 150, megabitPerSecond: 1.6 } },
  { name: slowMachine, cpu: 4 },
  { name: asIs, cpu: 1 },
];

const own = options.url ? undefined : await startOwn();
const targets = own?.targets ?? [target("measured", options.url ?? "", options.password)];
const browser = await chromium.launch({ executablePath: requireChromium(), args: [...launchArgs] });
try {
  const results = await measure(Number(options.runs));
  console.log(
    `\n${textTable([["median", "profile", ...targets.map(({ name }) => name), "goal"], ...goals.map((goal) => row(goal, results))])}`,
  );
} finally {
  await browser.close();
  await own?.server.stop();
}
if (own) await benchServer(Number(options.runs));

async function startOwn(): Promise<{ server: Awaited<ReturnType<typeof startBuiltServer>>; targets: Target[] }> {
  ensureFreshBuild();
  const server = await startBuiltServer();
  const flow = `${server.origin}/if/flow/default-authentication-flow`;
  return {
    server,
    targets: [
      target("default", `${flow}/`, server.password),
      target("compatibility", `${flow}-compat/`, server.password),
    ],
  };
}

function target(name: string, url: string, password: string): Target {
  const selectors = { user: options["user-field"], password: options["password-field"] };
  return { name, url, user: options.user, password, selectors };
}

/** Takes turns between everything that is compared, so that whatever else the machine does falls on all alike. */
async function measure(runs: number): Promise<ReadonlyMap<string, readonly Figures[]>> {
  const results = new Map<string, Figures[]>();
  for (let run = 1; run <= runs; run++) {
    process.stderr.write(`run ${run} of ${runs}\n`);
    for (const profile of profiles) {
      for (const each of targets) {
        const key = keyOf(profile.name, each.name);
        results.set(key, [...(results.get(key) ?? []), await visit(browser, each, profile)]);
      }
    }
  }
  return results;
}

function row(goal: Goal, results: ReadonlyMap<string, readonly Figures[]>): string[] {
  const cells = targets.map(({ name }) => {
    const figures = results.get(keyOf(goal.profile, name)) ?? [];
    return shown(median(figures.map((figure) => figure[goal.figure] ?? NaN)), goal.unit);
  });
  return [goal.says, goal.profile, ...cells, goalText(goal)];
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
