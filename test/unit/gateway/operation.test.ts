/** What whoever runs the gateway needs: health, figures, logs, TLS, and an end without loss. */
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { type IncomingMessage, Agent as HttpAgent, get as getPlain } from "node:http";
import { Agent, get } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { text } from "node:stream/consumers";
import { ask } from "../../e2e/hostile/support/raw-client.ts";
import { start } from "./support/running-gateway.ts";

test("it is alive as long as it answers, and ready while upstream lives", async () => {
  const gateway = await start(({ url }, response) => response.writeHead(url === "/-/health/live/" ? 200 : 500).end());
  for (const path of ["/-/health/live", "/-/health/live/", "/-/health/ready", "/-/health/ready/"])
    assert.equal((await ask(gateway.port, path)).status, 200, path);
  gateway.upstream.answer((_request, response) => response.writeHead(503).end());
  assert.equal((await ask(gateway.port, "/-/health/ready")).status, 503);
  await gateway.upstream.kill();
  assert.equal((await ask(gateway.port, "/-/health/ready")).status, 503);
  assert.equal((await ask(gateway.port, "/-/health/live")).status, 200);
});

test("figures are there where they are asked for, and name nobody", async () => {
  const without = await start();
  assert.equal((await ask(without.port, "/-/gateway/metrics")).text, "fine");
  const gateway = await start(undefined, { METRICS: "true" });
  await ask(gateway.port, "/somewhere/?token=secret");
  await gateway.upstream.kill();
  await ask(gateway.port, "/somewhere/");
  const { text: figures } = await ask(gateway.port, "/-/gateway/metrics");
  assert.match(figures, /gateway_request_duration_seconds_count\{kind="upstream",status="2xx"\} 1/);
  assert.match(figures, /gateway_upstream_troubles_total\{kind="unreachable"\} 1/);
  assert.match(figures, /gateway_websockets 0/);
  assert.doesNotMatch(figures, /somewhere|secret/);
});

test("each request is a line in the log, without its query", async () => {
  const gateway = await start((_request, response) => response.setHeader("X-authentik-id", "theirs").end());
  await ask(gateway.port, "/if/flow/x/assets?flow_token=secret");
  const [line] = gateway.lines;
  assert.deepEqual(
    { ...line, id: "", milliseconds: 0 },
    {
      level: "info",
      event: "request",
      id: "",
      upstreamId: "theirs",
      method: "GET",
      path: "/if/flow/x/assets",
      client: "127.0.0.1",
      status: 200,
      isWhole: true,
      milliseconds: 0,
    },
  );
});

test("a connection is kept for longer than a balancer in front keeps it", async () => {
  const gateway = await start();
  const agent = new HttpAgent({ keepAlive: true });
  const [answer] = (await once(
    getPlain({ host: "127.0.0.1", port: gateway.port, path: "/-/health/live", agent }),
    "response",
  )) as [IncomingMessage];
  answer.resume();
  const [, seconds] = /timeout=(\d+)/.exec(String(answer.headers["keep-alive"])) ?? [];
  assert.ok(Number(seconds) > 60, seconds);
  agent.destroy();
});

test("it stops when the requests under way have been answered, and takes no others", async () => {
  let answer = (): void => assert.fail("not asked");
  let arrive = (): void => undefined;
  const arrived = new Promise<void>((resolve) => (arrive = resolve));
  const gateway = await start((_request, response) => {
    answer = () => response.end("late, but whole");
    arrive();
  });
  const asked = ask(gateway.port, "/x");
  await arrived;
  const closed = gateway.close();
  await assert.rejects(ask(gateway.port, "/y"), /ECONNREFUSED/);
  answer();
  const { text: body, headers } = await asked;
  assert.equal(body, "late, but whole");
  assert.equal(headers.connection, "close");
  await closed;
  await gateway.stop();
});

const noOpenssl = spawnSync("openssl", ["version"]).status === 0 ? false : "openssl is not installed";

test(
  "it speaks TLS, says so upstream, and refuses a certificate that nobody vouches for",
  { skip: noOpenssl },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "gateway-"));
    try {
      const [cert, key] = [join(folder, "cert.pem"), join(folder, "key.pem")];
      const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"];
      execFileSync(
        "openssl",
        ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", ...subject, "-keyout", key, "-out", cert],
        { stdio: "ignore" },
      );
      const gateway = await start((request, response) => response.end(request.headers["x-forwarded-proto"]), {
        TLS_CERT: cert,
        TLS_KEY: key,
      });
      const agent = new Agent({ rejectUnauthorized: false });
      const answer = await new Promise<IncomingMessage>((resolve, reject) => {
        get({ host: "127.0.0.1", port: gateway.port, path: "/x", agent }, resolve).on("error", reject);
      });
      assert.equal(await text(answer), "https");
      agent.destroy();
      const suspicious = await start(undefined, { UPSTREAM: `https://127.0.0.1:${gateway.port}` });
      assert.equal((await ask(suspicious.port, "/x")).status, 503);
      assert.equal(suspicious.lines.find(({ event }) => event === "upstream")?.["kind"], "untrusted");
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
