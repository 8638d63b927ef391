/** Requests that two servers in a row may read in two ways, against the built gateway: upstream sees one request, or none. */
import assert from "node:assert/strict";
import { connect } from "node:net";
import { describe, test } from "node:test";
import { ask } from "../hostile/support/raw-client.ts";
import { setUpGateway } from "./support/set-up-gateway.ts";
import { talk } from "./support/talk.ts";

const smuggled = "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n";

/** What has to be refused before upstream hears of it. */
const refused: Readonly<Record<string, string>> = {
  "CL.TE": `POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: ${smuggled.length + 5}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`,
  "TE.CL": `POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n${smuggled.length.toString(16)}\r\n${smuggled}\r\n0\r\n\r\n`,
  "TE.TE, an unknown coding last": `POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n${smuggled}`,
  "TE that is no coding": `POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${smuggled}`,
  "TE after a blank": `POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n${smuggled}`,
  "TE in HTTP/1.0": `POST /x HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`,
  "two lengths": `POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nContent-Length: ${smuggled.length}\r\n\r\n${smuggled}`,
  "a list of lengths": `POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 0, ${smuggled.length}\r\n\r\n${smuggled}`,
  "a signed length": `POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: +${smuggled.length}\r\n\r\n${smuggled}`,
  "a chunk's size that is none": `POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0x0\r\n\r\n${smuggled}`,
  "lines that end in LF": `POST /x HTTP/1.1\nHost: a\nContent-Length: 0\n\n${smuggled}`,
  "a header that ends in CR": `GET /x HTTP/1.1\r\nHost: a\r\nX-A: 1\rX-Injected: 1\r\n\r\n`,
  "a NUL in a header": `GET /x HTTP/1.1\r\nHost: a\r\nX-A: 1\0\r\n\r\n`,
  "two hosts": "GET /x HTTP/1.1\r\nHost: a\r\nHost: evil.example\r\n\r\n",
  "no host": "GET /x HTTP/1.1\r\n\r\n",
  "a host that is no address": "GET /x HTTP/1.1\r\nHost: 1.2.3.999\r\n\r\n",
  "a host with a path": "GET /x HTTP/1.1\r\nHost: a/b\r\n\r\n",
  "a host with somebody": "GET /x HTTP/1.1\r\nHost: a@evil.example\r\n\r\n",
  "absolute-form": "GET http://evil.example/x HTTP/1.1\r\nHost: a\r\n\r\n",
  "absolute-form of our own host": "GET http://a/x HTTP/1.1\r\nHost: a\r\n\r\n",
  "authority-form": "CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n",
  "authority-form with GET": "GET evil.example:443 HTTP/1.1\r\nHost: a\r\n\r\n",
  "asterisk-form": "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
  TRACE: "TRACE /x HTTP/1.1\r\nHost: a\r\nCookie: s=1\r\n\r\n",
  "an upgrade to h2c":
    "GET /x HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n",
  "an upgrade with a body": `GET /x HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nContent-Length: ${smuggled.length}\r\n\r\n${smuggled}`,
  "an upgrade by POST": "POST /x HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
};

describe("hostile requests", () => {
  const built = setUpGateway();

  for (const [name, bytes] of Object.entries(refused)) {
    test(`${name} is refused`, async () => {
      const answer = await talk(built.gateway.port, bytes);
      assert.match(answer, /^(HTTP\/1\.1 (400|405) |$)/);
      assert.deepEqual(built.upstream.seen, []);
    });
  }

  test("a folded header is one header, or refused", async () => {
    await talk(
      built.gateway.port,
      "GET /x HTTP/1.1\r\nHost: a\r\nX-A: 1\r\n X-Injected: 1\r\nConnection: close\r\n\r\n",
    );
    for (const { headers, rawHeaders } of built.upstream.seen) {
      assert.equal(headers["x-injected"], undefined);
      assert.doesNotMatch(rawHeaders.join("|"), /[\r\n]/);
    }
  });

  test("a body that belongs to no method stays a body (CL.0)", async () => {
    for (const method of ["GET", "HEAD", "DELETE", "OPTIONS"]) {
      built.upstream.answer((_request, response) => response.end("fine"));
      await talk(
        built.gateway.port,
        `${method} /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: ${smuggled.length}\r\n\r\n${smuggled}`,
      );
      assert.deepEqual(
        built.upstream.seen.map(({ url, body }) => [url, body]),
        [["/x", smuggled]],
        method,
      );
    }
  });

  test("so does one in chunks", async () => {
    for (const method of ["GET", "POST", "DELETE"]) {
      built.upstream.answer((_request, response) => response.end("fine"));
      const chunk = `${smuggled.length.toString(16)}\r\n${smuggled}\r\n0\r\n\r\n`;
      await talk(
        built.gateway.port,
        `${method} /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n${chunk}`,
      );
      assert.deepEqual(
        built.upstream.seen.map(({ url, body }) => [url, body]),
        [["/x", smuggled]],
        method,
      );
    }
  });

  test("a body of a page of ours is not the next request (CL.0)", async () => {
    const body = `POST /-/health/live HTTP/1.1\r\nHost: a\r\nContent-Length: ${smuggled.length}\r\n\r\n${smuggled}`;
    await talk(built.gateway.port, `${body}GET /after HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`);
    assert.equal(
      built.upstream.seen.some(({ url }) => url === "/smuggled"),
      false,
    );
  });

  test("a length named by Connection still counts", async () => {
    await talk(
      built.gateway.port,
      `POST /x HTTP/1.1\r\nHost: a\r\nConnection: close, Content-Length, Transfer-Encoding\r\nContent-Length: ${smuggled.length}\r\n\r\n${smuggled}`,
    );
    assert.deepEqual(
      built.upstream.seen.map(({ url, body }) => [url, body]),
      [["/x", smuggled]],
    );
  });

  test("encoded line breaks stay encoded", async () => {
    await ask(built.gateway.port, "/x%0d%0aX-Injected:%201?a=%0d%0a");
    assert.equal(built.upstream.seen[0]?.url, "/x%0d%0aX-Injected:%201?a=%0d%0a");
    assert.equal(built.upstream.seen[0].headers["x-injected"], undefined);
  });

  test("requests in one connection get their own answers, in order", async () => {
    built.upstream.answer((request, response) => response.end(`[${request.url ?? ""}]`));
    const line = (path: string, more = ""): string => `GET ${path} HTTP/1.1\r\nHost: a\r\n${more}\r\n`;
    const answer = await talk(built.gateway.port, line("/1") + line("/2") + line("/3", "Connection: close\r\n"));
    assert.deepEqual(answer.match(/\[[^\]]*\]/g), ["[/1]", "[/2]", "[/3]"]);
  });

  test("a WebSocket that upstream refuses is no tunnel", async () => {
    built.upstream.answer((_request, response) => response.writeHead(403, { "Content-Length": 2 }).end("no"));
    const handshake =
      "GET /ws/client/ HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n";
    const answer = await new Promise<string>((resolve) => {
      let text = "";
      const socket = connect(built.gateway.port, "127.0.0.1", () => socket.write(handshake + smuggled));
      socket.on("data", (part: Buffer) => {
        text += part.toString("latin1");
        socket.write(smuggled);
      });
      socket.on("error", () => resolve(text));
      socket.on("close", () => resolve(text));
    });
    assert.match(answer, /^HTTP\/1\.1 403 /);
    assert.deepEqual(
      built.upstream.seen.map(({ url }) => url),
      ["/ws/client/"],
    );
  });
});
