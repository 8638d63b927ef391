import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { Agent, createServer, type IncomingMessage, request } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { startBuiltGateway } from "../../../tools/built-gateway.ts";

/** Bytes of young objects that may outlive a collection: what the few requests under way hold, and not those that are answered. */
const mayLive = 500_000;

test("what an answered request leaves behind is gone with the next collection of young objects, which takes no time then", async (t) => {
  const upstream = createServer({ keepAliveTimeout: 75_000 }, (_request, response) => {
    setTimeout(() => response.setHeader("Content-Type", "application/json").end("{}"), 5);
  }).listen(0, "127.0.0.1");
  t.after(() => {
    upstream.closeAllConnections();
    upstream.close();
  });
  await once(upstream, "listening");
  const folder = mkdtempSync(join(tmpdir(), "flow-garbage-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const told = join(folder, "tell-garbage.cjs");
  writeFileSync(told, 'for (const flag of ["--trace-gc", "--trace-gc-nvp"]) require("v8").setFlagsFromString(flag);');
  const gateway = await startBuiltGateway(`http://127.0.0.1:${(upstream.address() as AddressInfo).port}`, {
    NODE_OPTIONS: `--require ${told}`,
  });
  t.after(() => gateway.stop());
  for (const path of ["/anything", "/api/v3/flows/executor/x/"]) {
    const before = gateway.log().length;
    await ask(gateway.port, path, 2500);
    const lived = [
      ...gateway
        .log()
        .slice(before)
        .matchAll(/ gc=s .*?new_space_survived=(\d+)/g),
    ].map(([, n]) => Number(n));
    // The first ones meet what is made once.
    const last = lived.slice(Math.floor(lived.length / 2));
    assert.ok(last.length > 1, `${path}: ${lived.length} collections`);
    assert.ok(Math.max(...last) < mayLive, `${path}: ${lived.join(", ")} bytes`);
  }
});

/** Sends requests, twenty at a time. */
async function ask(port: number, path: string, count: number): Promise<void> {
  const agent = new Agent({ keepAlive: true });
  let left = count;
  const lane = async (): Promise<void> => {
    while (left-- > 0) {
      await new Promise<void>((resolve, reject) => {
        const done = (response: IncomingMessage): void => void response.resume().on("end", resolve);
        request({ host: "127.0.0.1", port, path, agent }, done).on("error", reject).end();
      });
    }
  };
  await Promise.all(Array.from({ length: 20 }, lane));
  agent.destroy();
}
