/** Answers to steps: redirects that are followed here, and what is in the way. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ask, type RawAnswer, type RawOptions } from "../../e2e/hostile/support/raw-client.ts";
import { start, type RunningGateway } from "./support/running-gateway.ts";

const path = "/api/v3/flows/executor/sign-in/?query=next%3D%252Fapp";
const password = { component: "ak-stage-password" };
const prefer = { prefer: "return=representation" };

function post({ port }: RunningGateway, headers: RawOptions["headers"] = prefer): Promise<RawAnswer> {
  const given = { "content-type": "application/json", "x-authentik-csrf": "t", ...headers };
  return ask(port, path, { method: "POST", headers: given, body: '{"uid_field":"jane"}' });
}

/** Two redirects, as after the last step of a sign-in; each answer sets a cookie, and the next needs it. */
function chain(location: string): Parameters<typeof start>[0] {
  return ({ method, headers }, response) => {
    const { cookie = "" } = headers;
    const set = (name: string): unknown => response.setHeader("Set-Cookie", [`${name}=1; Path=/`, "all=1; Path=/"]);
    if (method === "POST") {
      set("a");
      response.writeHead(302, { Location: location }).end();
    } else if (!cookie.includes("b=1")) {
      set("b");
      response.writeHead(cookie.includes("a=1") ? 302 : 400, { Location: location }).end();
    } else {
      set("c");
      response.setHeader("Content-Type", "application/json").end(JSON.stringify(password));
    }
  };
}

describe("with Prefer: return=representation", () => {
  for (const origin of ["", "http://127.0.0.1:PORT"]) {
    test(`the next step comes in one answer, with all cookies (${origin === "" ? "path" : "whole address"})`, async () => {
      let location = path;
      const gateway = await start((...given) => chain(location)?.(...given));
      location = origin.replace("PORT", String(gateway.port)) + path;
      const { status, headers, text } = await post(gateway, { ...prefer, cookie: "authentik_session=s" });
      assert.equal(status, 200);
      assert.deepEqual(JSON.parse(text), password);
      assert.equal(headers["preference-applied"], "return=representation");
      assert.deepEqual(headers["set-cookie"], ["a=1; Path=/", "b=1; Path=/", "c=1; Path=/", "all=1; Path=/"]);
      const seen = gateway.upstream.seen;
      assert.deepEqual(
        seen.map(({ method, body }) => [method, body]),
        [
          ["POST", '{"uid_field":"jane"}'],
          ["GET", ""],
          ["GET", ""],
        ],
      );
      assert.equal(seen[2]?.headers.cookie, "authentik_session=s; a=1; all=1; b=1");
      for (const name of ["content-length", "content-type", "transfer-encoding"])
        assert.equal(seen[1]?.headers[name], undefined, name);
    });
  }

  test("an answer that was not accepted comes as it is", async () => {
    const gateway = await start((_request, response) =>
      response.setHeader("Content-Type", "application/json").end(JSON.stringify(password)),
    );
    const { status, headers } = await post(gateway);
    assert.equal(status, 200);
    assert.equal(headers["preference-applied"], "return=representation");
  });

  for (const location of [
    "https://evil.example/api/v3/flows/executor/sign-in/",
    "//evil.example/api/v3/flows/executor/sign-in/",
    "/api/v3/flows/executor/another/?query=",
    "/if/user/",
    "http://name@127.0.0.1/api/v3/flows/executor/sign-in/",
    "http://[",
  ]) {
    test(`a redirect to ${location} is the browser's`, async () => {
      const gateway = await start((_request, response) => response.writeHead(302, { Location: location }).end());
      const { status, headers } = await post(gateway);
      assert.deepEqual([status, headers.location, headers["preference-applied"]], [302, location, undefined]);
      assert.equal(gateway.upstream.seen.length, 1);
    });
  }

  test("a circle ends, and is then the browser's", async () => {
    const gateway = await start((_request, response) => response.writeHead(302, { Location: path }).end());
    const { status, headers } = await post(gateway);
    assert.deepEqual([status, headers.location], [302, path]);
    assert.equal(gateway.upstream.seen.length, 11);
  });

  test("upstream that breaks in the middle is unavailable, not done", async () => {
    const gateway = await start((request, response) => {
      if (request.method === "POST") response.writeHead(302, { Location: path }).end();
      else request.socket.destroy();
    });
    const { status, headers } = await post(gateway);
    assert.equal(status, 503);
    assert.equal(headers["content-type"], "application/problem+json");
    assert.equal(gateway.upstream.seen.filter(({ method }) => method === "POST").length, 1);
  });
});

test("without it, or with another preference, redirects are the browser's", async () => {
  for (const headers of [{}, { prefer: "return=minimal" }, { prefer: "respond-async" }]) {
    const gateway = await start((_request, response) => response.writeHead(302, { Location: path }).end());
    const { status } = await post(gateway, headers);
    assert.equal(status, 302);
    assert.equal(gateway.upstream.seen.length, 1);
  }
});

describe("what is no challenge is told as a problem that passes", () => {
  for (const [status, says] of [
    [503, 503],
    [502, 503],
    [200, 503],
  ] as const) {
    test(`a page with status ${status}`, async () => {
      const gateway = await start((_request, response) =>
        response.writeHead(status, { "Content-Type": "text/html", "Retry-After": "7" }).end("<p>starting</p>"),
      );
      for (const answer of [await post(gateway), await ask(gateway.port, path)]) {
        assert.equal(answer.status, says);
        assert.equal(answer.headers["content-type"], "application/problem+json");
        assert.equal(answer.headers["retry-after"], status === 200 ? "5" : "7");
      }
    });
  }

  test("a flow that there is not stays one", async () => {
    const gateway = await start((_request, response) =>
      response.writeHead(404, { "Content-Type": "text/html" }).end("x"),
    );
    assert.equal((await post(gateway)).status, 404);
  });
});
