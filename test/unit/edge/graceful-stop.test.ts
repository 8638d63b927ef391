import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, request, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, connect, type Socket } from "node:net";
import { test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { connect as connectTls } from "node:tls";
import { GracefulStop } from "../../../src/edge/graceful-stop.ts";
import { listen } from "../../../src/server/http/listen.ts";
import { testApp } from "../server/support/test-app.ts";

/** Long before what is under way is cut off, and long enough for a busy machine. */
const soon = 10_000;

async function stopsSoon(stopped: Promise<unknown>): Promise<void> {
  const late = new AbortController();
  const outcome = await Promise.race([
    stopped.then(() => "stopped"),
    delay(soon, "still waiting", { signal: late.signal }).catch(() => "stopped"),
  ]);
  late.abort();
  assert.equal(outcome, "stopped");
}

async function started(server: Server): Promise<{ port: number; stopping: GracefulStop }> {
  const stopping = new GracefulStop(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { port: (server.address() as AddressInfo).port, stopping };
}

async function connection(server: Server, port: number, open: () => Socket = () => connect(port, "127.0.0.1")) {
  const arrived = once(server, "connection");
  const socket = open().on("error", () => undefined);
  await arrived;
  return socket;
}

test("a connection that has asked for nothing keeps no server waiting, with TLS or without", async () => {
  const plain = createServer();
  const plainly = await started(plain);
  const spare = await connection(plain, plainly.port);
  await stopsSoon(plainly.stopping.stop());
  assert.ok(spare.closed || (await once(spare, "close")));

  const secure = createTlsServer({ ciphers: "aNULL:@SECLEVEL=0", minVersion: "TLSv1.2", maxVersion: "TLSv1.2" });
  const securely = await started(secure);
  // One that never says hello, and one that is through with it.
  await connection(secure, securely.port);
  const through = once(secure, "secureConnection");
  const ciphers = { ciphers: "aNULL:@SECLEVEL=0", maxVersion: "TLSv1.2" } as const;
  await connection(secure, securely.port, () =>
    connectTls({ host: "127.0.0.1", port: securely.port, rejectUnauthorized: false, ...ciphers }),
  );
  await through;
  await stopsSoon(securely.stopping.stop());
});

test("the embedded executor's server stops as well while a browser holds one ready, and only once", async (t) => {
  const app = testApp(t);
  const server = await listen(app, "127.0.0.1", 0);
  const spare = connect(server.port, "127.0.0.1").on("error", () => undefined);
  await once(spare, "connect");
  const ended = once(spare, "close");
  await delay(50); // The server's side of it.
  await stopsSoon(Promise.all([server.close(), server.close()]));
  await ended;
});

test("what is under way is answered first, on a connection of before too, which then is closed", async () => {
  let answer = (): void => assert.fail("not asked");
  const take: RequestListener = ({ url }, response) => {
    if (url === "/late") answer = () => response.end("late, but whole");
    else response.end("at once");
  };
  const server = createServer({ keepAliveTimeout: 60_000 }, take);
  const { port, stopping } = await started(server);
  const socket = await connection(server, port);
  const texts: string[] = [];
  socket.setEncoding("utf8").on("data", (text: string) => texts.push(text));
  socket.write("GET / HTTP/1.1\r\nHost: a.test\r\n\r\n");
  await once(socket, "data");
  const arrived = once(server, "request");
  socket.write("GET /late HTTP/1.1\r\nHost: a.test\r\n\r\n");
  await arrived;
  const stopped = stopping.stop();
  assert.equal(stopping.isStopping, true);
  const refused = once(request({ port, host: "127.0.0.1" }).end(), "error");
  assert.equal(((await refused) as [NodeJS.ErrnoException])[0].code, "ECONNREFUSED");
  answer();
  await Promise.all([stopsSoon(stopped), once(socket, "end")]);
  assert.match(texts.join(""), /Connection: close[^]*late, but whole/);
});
