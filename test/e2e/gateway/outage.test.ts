/** The built gateway when upstream ends in the middle, and when much goes through. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { get, type IncomingMessage, request } from "node:http";
import { describe, test } from "node:test";
import { ask } from "../hostile/support/raw-client.ts";
import { setUpGateway } from "./support/set-up-gateway.ts";

const megabyte = 1024 * 1024;
/** Megabytes of a body; `STREAM_MEGABYTES=1024` measures with a gigabyte. */
const size = Number(process.env["STREAM_MEGABYTES"] ?? "256");

describe("the gateway", () => {
  const built = setUpGateway();

  test("says 503 to programs while upstream is away, and goes on when it is back", async () => {
    await built.upstream.kill();
    const { status, headers, text } = await ask(built.gateway.port, "/api/v3/root/config/");
    assert.equal(status, 503);
    assert.equal(headers["content-type"], "application/problem+json");
    assert.match(String(headers["retry-after"]), /^\d+$/);
    assert.equal((JSON.parse(text) as { status: number }).status, 503);
    await built.upstream.resume();
    assert.equal((await ask(built.gateway.port, "/api/v3/root/config/")).status, 200);
  });

  test("asks anew where upstream closed a kept connection in the same moment", async () => {
    let count = 0;
    built.upstream.answer((asked, response) => {
      count += 1;
      // The second request finds the connection of the first, and it breaks.
      if (count === 2) asked.socket.resetAndDestroy();
      else response.end("fine");
    });
    assert.equal((await ask(built.gateway.port, "/x")).status, 200);
    assert.equal((await ask(built.gateway.port, "/x")).status, 200);
    assert.equal(count, 3);
  });

  test("never sends an answer twice", async () => {
    assert.equal((await ask(built.gateway.port, "/x")).status, 200);
    built.upstream.answer((asked) => asked.socket.resetAndDestroy());
    const { status } = await ask(built.gateway.port, "/x", { method: "POST", body: "{}" });
    assert.equal(status, 503);
    assert.equal(built.upstream.seen.length, 1);
  });

  test("cuts an answer off that upstream cut off: nobody takes half for the whole", async () => {
    built.upstream.answer((asked, response) => {
      response.writeHead(200, { "Content-Type": "application/json" });
      response.write('{"component":"ak-stage-', () => asked.socket.resetAndDestroy());
    });
    await assert.rejects(ask(built.gateway.port, "/api/v3/flows/executor/x/"), /aborted|ECONNRESET|socket hang up/);
    assert.equal(built.gateway.isRunning(), true);
  });

  test("lets go of upstream when whoever asked has gone", async () => {
    const gone = new Promise<void>((resolve) => {
      built.upstream.answer((asked, response) => {
        response.write("a");
        asked.socket.on("close", () => resolve());
      });
    });
    const asked = get({ host: "127.0.0.1", port: built.gateway.port, path: "/x" }, (response) => {
      response.on("error", () => undefined);
      response.once("data", () => asked.destroy());
    });
    asked.on("error", () => undefined);
    await gone;
  });

  test(`passes ${size} MiB both ways and keeps next to nothing of it`, async (t) => {
    built.upstream.answer((asked, response) => {
      if (asked.method === "POST") {
        let count = 0;
        asked.on("data", (part: Buffer) => (count += part.length));
        asked.on("end", () => response.end(String(count)));
      } else {
        response.writeHead(200, { "Content-Length": size * megabyte });
        sendMegabytes(response, size);
      }
    });
    const before = peakMemory(built.gateway.pid);
    const headers = { "x-stream": "1" };
    const down = await new Promise<number>((resolve, reject) => {
      get({ host: "127.0.0.1", port: built.gateway.port, path: "/x", headers }, (response) => {
        let count = 0;
        response.on("data", (part: Buffer) => (count += part.length));
        response.on("error", reject).on("end", () => resolve(count));
      }).on("error", reject);
    });
    const up = await new Promise<string>((resolve, reject) => {
      const sent = request(
        { host: "127.0.0.1", port: built.gateway.port, path: "/x", method: "POST", headers },
        (response) => resolve(text(response)),
      );
      sent.on("error", reject);
      sendMegabytes(sent, size);
    });
    assert.equal(down, size * megabyte);
    assert.equal(up, String(size * megabyte));
    const grown = peakMemory(built.gateway.pid) - before;
    t.diagnostic(`${grown.toFixed(1)} MiB more than before`);
    assert.ok(grown <= 64, `${grown} MiB more`);
  });
});

function sendMegabytes(to: NodeJS.WritableStream, count: number): void {
  const part = Buffer.alloc(megabyte, "a");
  let sent = 0;
  const go = (): void => {
    while (sent < count) {
      sent += 1;
      if (!to.write(part)) {
        to.once("drain", go);
        return;
      }
    }
    to.end();
  };
  go();
}

async function text(response: IncomingMessage): Promise<string> {
  let all = "";
  for await (const part of response.setEncoding("utf8")) all += String(part);
  return all;
}

/** The most memory that a process has had, in MiB (proc(5), `VmHWM`). */
function peakMemory(pid: number): number {
  const kilobytes = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Number(kilobytes) / 1024;
}
