/** Requests of any shape, by the thousand: none ends the process, none keeps it from answering. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import fc from "fast-check";
import { type BuiltServer, startBuiltServer } from "../../../tools/built-server.ts";
import { ask, send } from "./support/raw-client.ts";

const total = 5_000;
const batch = 500;
const parallel = 50;
const seed = Number(process.env["FUZZ_SEED"] ?? Date.now() % 1_000_000);

let server: BuiltServer;
before(async () => {
  server = await startBuiltServer({ TRUSTED_PROXIES: "127.0.0.1" });
});
after(() => server.stop());

const crlf = "\r\n";
const paths = fc.oneof(
  fc.constantFrom(
    "/",
    "*",
    "//",
    "/..",
    "http://x/",
    "/if/flow/default-authentication-flow/",
    "/api/v3/flows/executor/default-authentication-flow/?query=",
    "/if/flow/%00/",
    "/%",
    "/\\evil",
    "/static/flow/../../flow.db",
    "/ws/client/",
    "/demo/provider/token/",
    "/demo/captcha/siteverify",
    "/source/oauth/callback/demo-provider/?state=%ff",
    "/api/v3/managed/blueprints/import/",
  ),
  fc.webPath(),
  fc.string({ maxLength: 200 }).map((text) => `/${encodeURI(text)}`),
  fc.string({ unit: "binary", maxLength: 60 }),
);
const methods = fc.oneof(
  fc.constantFrom(
    "GET",
    "POST",
    "HEAD",
    "PUT",
    "PATCH",
    "DELETE",
    "OPTIONS",
    "TRACE",
    "CONNECT",
    "TRACK",
    "PRI",
    "get",
    "QUERY",
  ),
  fc.string({ maxLength: 12 }),
);
const hosts = fc.oneof(
  fc.constantFrom(
    "localhost",
    "127.0.0.1",
    "[::1]",
    "a:b@x",
    "a@x",
    "",
    "localhost:99999",
    "localhost, evil",
    "[::1",
    "%",
    "..",
    "\u00fc.example",
  ),
  fc.string({ maxLength: 40 }),
  fc.webAuthority({ withUserInfo: true, withPort: true }),
);
const names = fc.oneof(
  fc.constantFrom(
    ...[
      "cookie",
      "authorization",
      "x-forwarded-for",
      "x-forwarded-host",
      "x-forwarded-proto",
      "forwarded",
      "origin",
      "referer",
    ],
    ...[
      "content-length",
      "transfer-encoding",
      "content-type",
      "accept-encoding",
      "accept-language",
      "range",
      "if-none-match",
    ],
    ...["expect", "connection", "upgrade", "host", "via", "sec-fetch-site", "x-authentik-csrf", "sec-websocket-key"],
  ),
  fc.string({ minLength: 1, maxLength: 20 }),
);
const values = fc.oneof(
  fc.constantFrom(
    "",
    "chunked",
    "chunked, chunked",
    "-1",
    "1e9",
    "99999999999999999999",
    "100-continue",
    "nonsense",
    "websocket, h2c",
  ),
  fc.constantFrom(
    "authentik_session=eyJhbGciOiJub25lIn0.eyJzaWQiOiJ4In0.",
    "authentik_session=;authentik_session=a.b.c",
    "bytes=0-,5-",
  ),
  fc.constantFrom(
    "for=unknown",
    'for="[::1',
    "a, b, c",
    "application/json",
    "multipart/form-data",
    "gzip;q=x, br;q=2",
    "*;q=0",
  ),
  fc.string({ unit: "binary", maxLength: 80 }),
  fc.string({ maxLength: 4_000 }),
);
const headers = fc.array(fc.tuple(names, values), { maxLength: 8 });
const noise = fc.oneof(
  fc.json(),
  fc.string({ unit: "binary", maxLength: 2_000 }),
  fc.constantFrom("null", "[]", "{}", '{"a":', "\u0000", "[".repeat(2_000)),
);

type Head = { method: string; path: string; host: string; headers: readonly (readonly [string, string])[] };

function head({ method, path, host, headers: more }: Head): string {
  const lines = [`${method} ${path} HTTP/1.1`, `Host: ${host}`, ...more.map(([name, value]) => `${name}: ${value}`)];
  return lines.join(crlf) + crlf + crlf;
}

const line = fc
  .tuple(methods, paths, fc.constantFrom(" HTTP/1.1", " HTTP/1.0", " HTTP/2.0", " HTTP/9", "", " ", " HTTP/1.1 x"))
  .map(
    ([method, path, version]) =>
      `${method} ${path}${version}${crlf}Host: localhost${crlf}Connection: close${crlf}${crlf}`,
  );
const headed = fc
  .record({
    method: fc.constantFrom("GET", "POST"),
    path: fc.constantFrom("/", "/if/flow/default-authentication-flow/"),
    host: hosts,
    headers,
  })
  .map(head);
const upgrade = fc
  .record({ method: fc.constantFrom("GET", "POST", "OPTIONS"), path: paths, host: hosts, headers })
  .map(({ headers: more, ...rest }) => {
    const asked = [
      "Connection: Upgrade",
      "Upgrade: websocket",
      "Sec-WebSocket-Version: 13",
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    ];
    return head({ ...rest, headers: [...asked.map((text) => text.split(": ") as [string, string]), ...more] });
  });
const bodied = fc
  .record({
    path: fc.constantFrom(
      "/api/v3/flows/executor/default-authentication-flow/?query=",
      "/api/v3/flows/executor/account-sign-up/?query=",
      "/demo/provider/token/",
      "/demo/provider/authorize/",
      "/demo/captcha/siteverify",
      "/api/v3/managed/blueprints/import/",
      "/if/flow/default-authentication-flow/",
    ),
    type: fc.constantFrom(
      "application/json",
      "application/x-www-form-urlencoded",
      "multipart/form-data; boundary=x",
      "text/plain",
      "application/json; charset=utf-7",
    ),
    framing: fc.constantFrom("length", "short", "long", "chunked", "broken-chunk", "both"),
    body: noise,
  })
  .map(({ path, type, framing, body }) => {
    const bytes = Buffer.byteLength(body);
    const size = framing === "short" ? Math.max(bytes - 3, 0) : framing === "long" ? bytes + 50 : bytes;
    const isChunked = ["chunked", "broken-chunk", "both"].includes(framing);
    const frames = [
      ...(isChunked ? ["Transfer-Encoding: chunked"] : []),
      ...(framing === "chunked" || framing === "broken-chunk" ? [] : [`Content-Length: ${size}`]),
    ];
    const content = isChunked
      ? `${framing === "broken-chunk" ? "zz" : bytes.toString(16)}${crlf}${body}${crlf}0${crlf}${crlf}`
      : body;
    return `POST ${path} HTTP/1.1${crlf}Host: localhost${crlf}Connection: close${crlf}Content-Type: ${type}${crlf}${frames.join(crlf)}${crlf}${crlf}${content}`;
  });

const kinds = { "request lines": line, headers: headed, upgrades: upgrade, bodies: bodied } satisfies Record<
  string,
  fc.Arbitrary<string>
>;

for (const [name, kind] of Object.entries(kinds)) {
  test(`${total} fuzzed ${name}: the process answers after every ${batch}`, async () => {
    const samples = fc.sample(kind, { numRuns: total, seed });
    for (let start = 0; start < total; start += batch) {
      const queue = samples.slice(start, start + batch);
      const worker = async (): Promise<void> => {
        for (let text = queue.pop(); text !== undefined; text = queue.pop()) await send(server.port, text);
      };
      await Promise.all(Array.from({ length: parallel }, worker));
      const where = `seed ${seed}, requests ${start} to ${start + batch}`;
      assert.ok(server.isRunning(), `the process has ended: ${where}\n${server.log().slice(-2_000)}`);
      assert.equal((await ask(server.port, "/api/v3/root/config/")).status, 200, where);
    }
  });
}

test("nothing that was sent came as a surprise to the server", () => {
  const traces = server.log().match(/^\s+at .*$/gm) ?? [];
  assert.deepEqual([...new Set(traces)].slice(0, 5), [], `seed ${seed}\n${server.log().slice(-3_000)}`);
});
