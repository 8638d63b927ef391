/** The built gateway passes on what is not its own, unchanged, and believes nobody who does not have to be believed. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import { WebSocket, WebSocketServer } from "ws";
import { startBuiltGateway } from "../../../tools/built-gateway.ts";
import { ask } from "../hostile/support/raw-client.ts";
import { FakeUpstream } from "../../support/fake-upstream.ts";
import { setUpGateway } from "./support/set-up-gateway.ts";

describe("what is passed on", () => {
  const built = setUpGateway();

  test("method, path, query, cookies and body arrive as they were sent", async () => {
    const path = "/application/o/token/?a=%2F&b=x%20y&c=//evil.example/..%2f";
    const headers = { cookie: "authentik_session=a.b.c; other=1", "content-type": "application/json", "x-own": "a, b" };
    const { status, text } = await ask(built.gateway.port, path, { method: "PATCH", headers, body: '{"a":1}' });
    assert.equal(status, 200);
    assert.equal(text, "fine");
    const [seen] = built.upstream.seen;
    assert.equal(seen?.method, "PATCH");
    assert.equal(seen.url, path);
    assert.equal(seen.body, '{"a":1}');
    assert.equal(seen.headers.cookie, headers.cookie);
    assert.equal(seen.headers["x-own"], headers["x-own"]);
    assert.equal(seen.headers.host, `127.0.0.1:${built.gateway.port}`);
  });

  test("a path that looks like a host stays a path", async () => {
    await ask(built.gateway.port, "//evil.example/x");
    assert.equal(built.upstream.seen[0]?.url, "//evil.example/x");
  });

  test("compressed bytes, several cookies, status and language come back as they were sent", async () => {
    const bytes = gzipSync("a".repeat(5000));
    const cookies = ["a=1; Path=/; HttpOnly; SameSite=None; Secure", "b=2; Path=/sub", "a=; Max-Age=0"];
    built.upstream.answer((_request, response) => {
      response.writeHead(418, "Short and stout", { "Content-Encoding": "gzip", "Set-Cookie": cookies, Vary: "Cookie" });
      response.end(bytes);
    });
    const response = await fetchRaw(`${built.gateway.origin}/x`);
    assert.equal(response.status, 418);
    assert.deepEqual(response.headers["set-cookie"], cookies);
    assert.equal(response.headers["content-encoding"], "gzip");
    assert.equal(response.headers.vary, "Cookie");
    assert.deepEqual(response.bytes, bytes);
  });

  test("redirects are the browser's to follow", async () => {
    built.upstream.answer((_request, response) => response.writeHead(302, { Location: "https://app.example/" }).end());
    const { status, headers } = await ask(built.gateway.port, "/flows/-/default/authentication/");
    assert.equal(status, 302);
    assert.equal(headers.location, "https://app.example/");
  });

  test("connections to upstream are used again", async () => {
    for (let count = 0; count < 5; count++) await ask(built.gateway.port, "/x");
    assert.equal(built.upstream.seen.length, 5);
    assert.ok(built.upstream.connections <= 2, `${built.upstream.connections} connections`);
  });

  test("who asks is told by the connection, not by what a client says", async () => {
    const lies = {
      "x-forwarded-for": "198.51.100.1",
      "x-forwarded-host": "evil.example",
      "x-forwarded-proto": "https",
      "x-forwarded-port": "1",
      "x-real-ip": "198.51.100.1",
      forwarded: "for=198.51.100.1;host=evil.example",
      "x-forwarded-client-cert": "Cert=me",
      "x-forwarded-tls-client-cert": "me",
      "ssl-client-cert": "me",
      X_Forwarded_For: "198.51.100.1",
      X_Forwarded_Client_Cert: "me",
    };
    await ask(built.gateway.port, "/x", { headers: lies });
    const { headers } = built.upstream.seen[0] ?? assert.fail();
    assert.equal(headers["x-forwarded-for"], "127.0.0.1");
    assert.equal(headers["x-forwarded-host"], `127.0.0.1:${built.gateway.port}`);
    assert.equal(headers["x-forwarded-proto"], "http");
    assert.doesNotMatch(JSON.stringify(headers), /198\.51|evil|\bme\b/);
  });

  test("what is between two neighbours stays there, whatever Connection names included", async () => {
    built.upstream.answer((_request, response) => {
      response.writeHead(200, { Connection: "x-inner", "X-Inner": "1", "Proxy-Authenticate": "Basic", "X-Outer": "2" });
      response.end();
    });
    const { headers } = await ask(built.gateway.port, "/x", {
      headers: {
        connection: "keep-alive, X-Secret, x-forwarded-for, host",
        "x-secret": "1",
        "keep-alive": "timeout=1",
        te: "trailers",
        "proxy-authorization": "Basic eA==",
        "proxy-connection": "keep-alive",
        "x-kept": "1",
      },
    });
    const seen = built.upstream.seen[0]?.headers ?? assert.fail();
    for (const name of ["x-secret", "te", "proxy-authorization", "proxy-connection"])
      assert.equal(seen[name], undefined, name);
    assert.equal(seen["x-kept"], "1");
    assert.equal(seen["x-forwarded-for"], "127.0.0.1");
    assert.equal(seen.host, `127.0.0.1:${built.gateway.port}`);
    assert.equal(headers["x-inner"], undefined);
    assert.equal(headers["proxy-authenticate"], undefined);
    assert.equal(headers["x-outer"], "2");
  });

  test("a WebSocket talks both ways, with its cookies and its protocol", async () => {
    const sockets = new WebSocketServer({ noServer: true });
    built.upstream.onUpgrade((request, socket, head) => {
      sockets.handleUpgrade(request, socket, head, (client) => {
        client.send(`${request.url} ${request.headers.cookie}`);
        client.on("message", (data: Buffer) => client.send(`echo ${data.toString()}`));
      });
    });
    const client = new WebSocket(`ws://127.0.0.1:${built.gateway.port}/ws/client/?a=1`, { headers: { cookie: "s=1" } });
    const said: string[] = [];
    await new Promise<void>((resolve, reject) => {
      client.on("error", reject);
      client.on("message", (data: Buffer) => {
        said.push(data.toString());
        if (said.length === 1) client.send("hello");
        else resolve();
      });
    });
    client.terminate();
    sockets.close();
    assert.deepEqual(said, ["/ws/client/?a=1 s=1", "echo hello"]);
  });
});

test("a gateway that is to stop waits for no WebSocket", { timeout: 20_000 }, async () => {
  const upstream = await FakeUpstream.start();
  const gateway = await startBuiltGateway(upstream.origin);
  const sockets = new WebSocketServer({ noServer: true });
  upstream.onUpgrade((request, socket, head) => {
    sockets.handleUpgrade(request, socket, head, (client) => client.send("welcome"));
  });
  const client = new WebSocket(`ws://127.0.0.1:${gateway.port}/ws/client/`);
  await new Promise((resolve, reject) => client.on("message", resolve).on("error", reject));
  try {
    assert.equal(await gateway.stop(), 0);
  } finally {
    client.terminate();
    sockets.close();
    await upstream.kill();
    await gateway.stop("SIGKILL");
  }
});

test("a trusted proxy in front is believed, but for what others wrote before it", async () => {
  const upstream = await FakeUpstream.start();
  const gateway = await startBuiltGateway(upstream.origin, { TRUSTED_PROXIES: "127.0.0.1" });
  try {
    await ask(gateway.port, "/x", {
      headers: {
        "x-forwarded-for": "198.51.100.9, 203.0.113.7",
        "x-forwarded-host": "id.example",
        "x-forwarded-proto": "https",
        "x-forwarded-client-cert": "Cert=me",
      },
    });
    const { headers } = upstream.seen[0] ?? assert.fail();
    assert.equal(headers["x-forwarded-for"], "203.0.113.7");
    assert.equal(headers["x-forwarded-host"], "id.example");
    assert.equal(headers.host, "id.example");
    assert.equal(headers["x-forwarded-proto"], "https");
    assert.equal(headers["x-forwarded-client-cert"], "Cert=me");
  } finally {
    await gateway.stop();
    await upstream.kill();
  }
});

async function fetchRaw(
  url: string,
): Promise<{ status: number; headers: Record<string, string | string[] | undefined>; bytes: Buffer }> {
  const { get } = await import("node:http");
  const { buffer } = await import("node:stream/consumers");
  return new Promise((resolve, reject) => {
    get(url, (response) => {
      const { statusCode = 0, headers } = response;
      buffer(response).then((bytes) => resolve({ status: statusCode, headers, bytes }), reject);
    }).on("error", reject);
  });
}
