/** How fast the embedded executor is by itself: its start, a step, an expression. Part of `npm run bench`. */
import { executorUrl } from "../../src/protocol/flow-url.ts";
import { startBuiltServer } from "../support/built-server.ts";
import { textTable } from "../support/text-table.ts";

const steps = 60;
const slug = "demo-dummy";

/** Milliseconds of one thing after another. */
type Times = number[];

/** Measures a few starts and many steps, and prints their medians beside what we aim at. */
export async function benchServer(runs: number): Promise<void> {
  const starts: Times = [];
  const asked: Times = [];
  const answered: Times = [];
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    const server = await startBuiltServer();
    try {
      await fetch(server.origin + executorUrl("/", slug, ""));
      starts.push(performance.now() - start);
      await measureSteps(server.origin, asked, answered);
    } finally {
      await server.stop();
    }
  }
  const rows = [
    ["median, embedded executor", "now", "goal"],
    ["cold start to the first answer", inWords(starts), "2000 ms"],
    ["showing a step", inWords(asked), "5 ms"],
    ["taking an answer", inWords(answered), "5 ms"],
  ];
  console.log(`\n${textTable(rows)}`);
}

/** Both without expressions; the connection stays open, so that times are the server's. */
async function measureSteps(origin: string, asked: Times, answered: Times): Promise<void> {
  const url = origin + executorUrl("/", slug, "");
  let cookie = "";
  const send = async (times: Times | undefined, init: RequestInit = {}): Promise<void> => {
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
  for (let step = -10; step < steps; step++) {
    await send(step < 0 ? undefined : asked);
    await send(step < 0 ? undefined : answered, answer);
  }
}

function inWords(times: Times): string {
  const sorted = [...times].sort((a, b) => a - b);
  return `${(sorted[Math.floor(sorted.length / 2)] ?? 0).toFixed(1)} ms`;
}
