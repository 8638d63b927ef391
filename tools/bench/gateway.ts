/**
 * What the gateway adds: the same requests straight to an upstream, through the built gateway, and through the least that a proxy can be, of
 * 200 sign-ins at a time.
 *
 * `npx tsx tools/bench/gateway.ts [sign-ins at a time] [requests] [milliseconds that upstream takes] [milliseconds between two steps]`
 *
 * Somebody who signs in reads and types between two steps; with a pause of 0 the machine is saturated, and what is measured is its queue.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { Agent, createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { startBuiltGateway } from "../built-gateway.ts";
import { ensureFreshBuild } from "../fresh-build.ts";
import { textTable } from "../text-table.ts";

const [parallel = 200, count = 6000, wait = 100, pause = 1000] = process.argv.slice(2).map(Number);
const answer = JSON.stringify({ component: "ak-stage-dummy", filling: "x".repeat(2000) });

ensureFreshBuild();
// About as long as an authentik takes for a step.
const upstream = createServer({ keepAliveTimeout: 75_000 }, (_request, response) => {
  setTimeout(() => response.setHeader("Content-Type", "application/json").end(answer), wait);
}).listen(0, "127.0.0.1");
await once(upstream, "listening");
const { port } = upstream.address() as AddressInfo;
const gateway = await startBuiltGateway(`http://127.0.0.1:${port}`);
const bare = spawn(process.execPath, [fileURLToPath(new URL("bare-proxy.js", import.meta.url)), String(port)], {
  stdio: ["ignore", "pipe", "inherit"],
});
try {
  const [barePort] = (await once(bare.stdout, "data")) as [Buffer];
  const ways: readonly (readonly [what: string, port: number, path: string])[] = [
    ["straight", port, "/x"],
    ["through a proxy that only passes on", Number(String(barePort)), "/x"],
    ["through the gateway, anything", gateway.port, "/x"],
    ["through the gateway, a step", gateway.port, "/api/v3/flows/executor/x/"],
  ];
  const rows = [["milliseconds", "median", "p99", "most"]];
  for (const [what, target, path] of ways) {
    await measure(target, path, count / 2); // Code is compiled, for this pace.
    const times = (await measure(target, path, count)).sort((a, b) => a - b);
    rows.push([what, ...[0.5, 0.99, 1].map((share) => at(times, share).toFixed(1))]);
  }
  console.log(`${parallel} at a time, ${count} requests, upstream takes ${wait} ms, ${pause} ms between two steps`);
  console.log(textTable(rows));
} finally {
  await gateway.stop();
  bare.kill();
  upstream.closeAllConnections();
  upstream.close();
}

function at(times: readonly number[], share: number): number {
  return times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? NaN;
}

async function measure(target: number, path: string, requests: number): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: parallel });
  const times: number[] = [];
  let left = requests;
  const lane = async (): Promise<void> => {
    // Nobody starts in the same moment.
    await delay(Math.random() * pause);
    while (left > 0) {
      left -= 1;
      const start = performance.now();
      await ask(target, path, agent);
      times.push(performance.now() - start);
      // Nor does anybody take as long as others: who has waited together would go on together.
      await delay(pause * (0.5 + Math.random()));
    }
  };
  await Promise.all(Array.from({ length: parallel }, lane));
  agent.destroy();
  return times;
}

function ask(target: number, path: string, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    request({ host: "127.0.0.1", port: target, path, agent }, (response) => {
      response.on("end", resolve).on("error", reject).resume();
    })
      .on("error", reject)
      .end();
  });
}
