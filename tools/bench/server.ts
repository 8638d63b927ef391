/** How fast the embedded executor is by itself: its start, a step, an expression. Part of `npm run bench`. */
import { executorUrl } from "../../src/protocol/flow-url.ts";
import { startBuiltServer } from "../built-server.ts";
import { textTable } from "../text-table.ts";

const steps = 60;
const slug = "demo-dummy";

/** Milliseconds of one thing after another. */
type Times = number[];

/** Measures a few starts and many steps, and prints their medians beside what we aim at. */
export async function benchServer(runs: number): Promise<void> {
  const starts: Times = [];
  const asked: Times = [];
  const answered: Times = [];
  const empty: Times = [];
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    const server = await startBuiltServer();
    try {
      await fetch(server.origin + executorUrl("/", slug, ""));
      starts.push(performance.now() - start);
      await measureSteps(server.origin, { asked, answered, empty });
    } finally {
      await server.stop();
    }
  }
  const rows = [
    ["median, embedded executor", "now", "goal"],
    ["cold start to the first answer", inWords(median(starts)), "2000 ms"],
    ["a request that asks nothing of the executor", inWords(median(empty)), ""],
    ["showing a step, beyond that", inWords(median(asked) - median(empty)), "5 ms"],
    ["taking an answer, beyond that", inWords(median(answered) - median(empty)), "5 ms"],
  ];
  console.log(`\n${textTable(rows)}`);
}

/** Without expressions. The connection stays open; what HTTP itself takes is seen by the empty request. */
async function measureSteps(
  origin: string,
  { asked, answered, empty }: { asked: Times; answered: Times; empty: Times },
): Promise<void> {
  const step = origin + executorUrl("/", slug, "");
  let cookie = "";
  const send = async (times: Times | undefined, url = step, init: RequestInit = {}): Promise<void> => {
    const begin = performance.now();
    const response = await fetch(url, {
      ...init,
      headers: { ...(init.headers as Record<string, string> | undefined), cookie },
      redirect: "manual",
    });
    await response.text();
    times?.push(performance.now() - begin);
    cookie = response.headers.getSetCookie()[0]?.split(";")[0] ?? cookie;
  };
  const answer = { method: "POST", headers: { "content-type": "application/json" }, body: "{}" };
  // The first requests compile what they run.
  for (let round = -10; round < steps; round++) {
    await send(round < 0 ? undefined : empty, `${origin}/api/v3/root/config/`);
    await send(round < 0 ? undefined : asked);
    await send(round < 0 ? undefined : answered, step, answer);
  }
}

function median(times: Times): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function inWords(milliseconds: number): string {
  return `${milliseconds.toFixed(1)} ms`;
}
