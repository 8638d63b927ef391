/** What the server gives away by itself, and whom it talks to (OWASP ASVS 5.0, V13), where no other test has it. */
import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { createServices } from "../../../src/server/services/create-services.ts";
import { listen } from "../../../src/server/http/listen.ts";
import { openStore } from "../../../src/server/store/store.ts";
import { readSourceFiles, walk } from "../../../tools/words/source-file.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";
import { testApp, TestBrowser } from "./support/test-app.ts";

/** Modules of Node that reach out; `net` and `http` are judged by what is called. */
const builtIn = ["https", "http2", "tls", "dgram", "dns", "dns/promises", "child_process"];
const root = fileURLToPath(new URL("../../..", import.meta.url));

/** What a server answers to bytes as they are. */
async function raw(port: number, text: string): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  socket.end(text);
  let answer = "";
  for await (const chunk of socket) answer += String(chunk);
  return answer;
}

async function httpServer(t: TestContext, server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  return (server.address() as AddressInfo).port;
}

test("TRACE and methods that nobody knows are refused, and nothing of the request comes back", async (t) => {
  const server = await listen(testApp(t), "127.0.0.1", 0);
  t.after(() => server.close());
  for (const [method, path] of [
    ["TRACE", "/"],
    ["TRACE", "/if/flow/default-authentication-flow/"],
    ["TRACE", "/api/v3/flows/executor/default-authentication-flow/"],
    ["TRACE", "/nowhere"],
    ["PROPFIND", "/"],
  ]) {
    const answer = await raw(
      server.port,
      `${method} ${path} HTTP/1.1\r\nHost: id.example\r\nCookie: authentik_session=told-back\r\nX-Secret: told-back\r\nConnection: close\r\n\r\n`,
    );
    assert.match(answer, /^HTTP\/1\.1 405 /, `${method} ${path}`);
    assert.equal(answer.includes("told-back"), false);
  }
});

test("no folder is listed, and no file of a version control, an editor or the server is handed out", async (t) => {
  const assetsDir = temporaryFolder(t);
  for (const folder of [".git", ".svn", "static/.git", "static/flow"]) {
    mkdirSync(join(assetsDir, folder), { recursive: true });
    writeFileSync(join(assetsDir, folder, "config"), "secret");
  }
  for (const file of [".env", "index.html", "static/.app.js.swp"]) writeFileSync(join(assetsDir, file), "secret");
  const browser = new TestBrowser(testApp(t, { assetsDir }));
  assert.equal((await browser.request("/static/flow/config")).status, 200);
  for (const path of [
    "/.git/config",
    "/.git/",
    "/.git",
    "/.svn/config",
    "/static/.git/config",
    "/static/%2egit/config",
    "/.env",
    "/static/.app.js.swp",
    "/static/",
    "/static",
    "/static/flow/",
    "/static/flow",
    "/flow.db",
    "/secret.key",
    "/package.json",
    "/src/server/main.ts",
  ]) {
    const response = await browser.request(path);
    assert.equal(response.status, 404, path);
    assert.equal((await response.text()).includes("secret"), false, path);
  }
});

test("there is no page of API documentation, of metrics or of health, and nobody is told what runs here", async (t) => {
  const browser = new TestBrowser(testApp(t));
  for (const path of [
    "/api/v3/",
    "/api/v3/schema/",
    "/api/docs",
    "/metrics",
    "/-/metrics/",
    "/-/health/live/",
    "/debug",
    "/server-status",
  ]) {
    assert.equal((await browser.request(path)).status, 404, path);
  }
  for (const path of ["/", "/api/v3/root/config/", "/nowhere"]) {
    const { headers } = await browser.request(path);
    assert.deepEqual([headers.get("server"), headers.get("x-powered-by")], [null, null], path);
  }
});

test("an error tells its cause to nobody but those who may debug", async (t) => {
  const app = testApp(t);
  const people: Record<string, boolean> = { user: false, admin: true };
  for (const [username, mayDebug] of Object.entries(people)) {
    const browser = new TestBrowser(app);
    await browser.signIn(username);
    const challenge = await browser.get("demo-error");
    assert.equal(JSON.stringify(challenge).includes("Test error"), mayDebug, username);
  }
  assert.equal(JSON.stringify(await new TestBrowser(app).get("demo-error")).includes("Test error"), false);
});

test("the places from which the server talks to others are these, and no more", () => {
  const modules = ["nodemailer", "oauth4webapi", "ws/client", ...builtIn.flatMap((name) => [name, `node:${name}`])];
  const places = new Set<string>();
  for (const { path, tree, imports } of readSourceFiles(root, ["src/server"])) {
    if (imports.some(({ target, isType }) => !isType && modules.includes(target))) places.add(path);
    walk(tree, (node) => {
      if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return;
      const called = node.expression.getText(tree);
      if (
        /^((\w+\.)?services\.|this\.#)?fetch$|^(http|https|net|tls)\.|^(connect|createConnection|WebSocket|EventSource)$/.test(
          called,
        )
      ) {
        places.add(path);
      }
    });
  }
  assert.deepEqual([...places].sort(), [
    "src/server/engine/mail/mailer.ts",
    "src/server/policies/breach-lookup.ts",
    "src/server/python/name-lookups.ts",
    "src/server/python/outgoing-requests.ts",
    "src/server/services/create-services.ts",
    "src/server/stages/authenticators/sms-sender.ts",
    "src/server/stages/captcha-verification.ts",
    "src/server/stages/sources/oauth-client.ts",
  ]);
});

test("whom the server asks cannot send it on to somebody else", async (t) => {
  let asked = 0;
  const inner = createServer((_request, response) => {
    asked++;
    response.end("internal");
  });
  const innerPort = await httpServer(t, inner);
  const outer = createServer((_request, response) => {
    response.writeHead(302, { Location: `http://127.0.0.1:${innerPort}/` }).end();
  });
  const outerPort = await httpServer(t, outer);
  const store = openStore(temporaryFolder(t));
  const { fetch, expressions } = createServices(store, {});
  t.after(() => {
    expressions.close();
    store.database.close();
  });
  await assert.rejects(fetch(`http://127.0.0.1:${outerPort}/`, {}), TypeError);
  assert.equal(asked, 0);
});

test("no secret stands in the sources or in what is shipped, but for the demonstration", () => {
  const secret =
    /-----BEGIN [A-Z ]*PRIVATE KEY-----|\b\w*(password|secret|api_key|auth_token)["']?\s*[:=]\s*["']?[A-Za-z0-9+/_-]{16,}["']?\s*[;,}\n]/i;
  assert.match("  consumer_secret: 0123456789abcdefXY\n", secret);
  const folder = join(root, "src/server/blueprints");
  const blueprints = readdirSync(folder).filter((name) => name.endsWith(".yaml"));
  assert.ok(blueprints.length > 5);
  for (const name of blueprints) assert.doesNotMatch(readFileSync(join(folder, name), "utf8"), secret, name);
  const literal = /["'`][A-Za-z0-9+/_-]{16,}["'`]/;
  for (const { path, text } of readSourceFiles(root, ["src/server", "src/page", "src/protocol"])) {
    if (path.includes("/demo/")) continue;
    assert.equal(text.includes("PRIVATE KEY-----"), false, path);
    for (const line of text.split("\n"))
      assert.ok(!(literal.test(line) && secret.test(`${line}\n`)), `${path}: ${line}`);
  }
});
