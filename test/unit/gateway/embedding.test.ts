/** Flows in pages of other origins that `EMBEDDING_ORIGINS` names, at a server that knows nothing of them. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ask, type RawAnswer, type RawOptions } from "../../e2e/hostile/support/raw-client.ts";
import type { Handler } from "../../support/fake-upstream.ts";
import { strangeOrigins } from "../../support/strange-origins.ts";
import { start, type RunningGateway } from "./support/running-gateway.ts";

const page = "https://app.example";
const shop = "https://shop.app.example";
const executor = "/api/v3/flows/executor/sign-in/?query=next%3D%252Fapp";
const me = "/api/v3/core/users/me/";
const settings = { EMBEDDING_ORIGINS: `${page} ${shop}` };
/** What a browser says of a request that such a page makes. */
const apart = { origin: page, "sec-fetch-site": "cross-site", "sec-fetch-mode": "cors" };
const sameSite = { ...apart, "sec-fetch-site": "same-site" };

/** An authentik that begins a session, and makes one of its cookies go. */
const session: Handler = (_request, response) => {
  response.setHeader("Set-Cookie", [
    "authentik_session=s; HttpOnly; Path=/; SameSite=None; Secure",
    "authentik_csrf=token; expires=Fri, 01 Jan 2100 00:00:00 GMT; Max-Age=31449600; Path=/; SameSite=Lax",
    "authentik_device=d; Domain=.example; Path=/; samesite=strict",
    "messages=; expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; Path=/",
    "no cookie",
  ]);
  response.setHeader("Vary", "Accept-Language, Cookie");
  response.setHeader("Access-Control-Allow-Origin", "*");
  response.setHeader("Access-Control-Allow-Methods", "*");
  response.setHeader("Content-Type", "application/json").end("{}");
};

function corsOf({ headers }: RawAnswer): string[] {
  return Object.entries(headers).flatMap(([name, value]) =>
    name.startsWith("access-control-") ? [`${name}: ${String(value)}`] : [],
  );
}

/** The cookies that a browser would send again, as it would. */
function cookiesOf({ headers }: RawAnswer): string {
  return (headers["set-cookie"] ?? []).map((line) => line.split(";")[0]).join("; ");
}

function preflight(gateway: RunningGateway, path: string, method: string, names: string, origin = page) {
  const asked = { "access-control-request-method": method, "access-control-request-headers": names };
  return ask(gateway.port, path, { method: "OPTIONS", headers: { ...apart, origin, ...asked } });
}

for (const [what, path] of Object.entries({ "a step": executor, "what is passed through": me })) {
  test(`${what} can be read by the page, with cookies that are its site's alone`, async () => {
    const gateway = await start(session, settings);
    const answer = await ask(gateway.port, path, { headers: apart });
    assert.deepEqual(corsOf(answer).sort(), [
      "access-control-allow-credentials: true",
      `access-control-allow-origin: ${page}`,
      "access-control-expose-headers: Retry-After, X-authentik-CSRF, X-authentik-id",
    ]);
    assert.equal(answer.headers.vary, "Accept-Language, Cookie, Origin");
    assert.equal(answer.headers["x-authentik-csrf"], "token");
    const cookies = answer.headers["set-cookie"] ?? [];
    assert.deepEqual(
      cookies.map((line) => line.replace(/_embedded_[\da-f]{16}=/, "_embedded=")),
      [
        "authentik_session_embedded=s; HttpOnly; Path=/; Secure; SameSite=None; Partitioned",
        "authentik_csrf_embedded=token; expires=Fri, 01 Jan 2100 00:00:00 GMT; Max-Age=31449600; Path=/; Secure; SameSite=None; Partitioned",
        "authentik_device_embedded=d; Path=/; Secure; SameSite=None; Partitioned",
        "messages_embedded=; expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; Path=/; Secure; SameSite=None; Partitioned",
      ],
    );
  });

  test(`${what} of a page on the same site has the cookies that people have here`, async () => {
    const gateway = await start(session, settings);
    const answer = await ask(gateway.port, path, { headers: { ...sameSite, cookie: "authentik_session=mine" } });
    assert.equal(answer.headers["access-control-allow-origin"], page);
    assert.equal(answer.headers["x-authentik-csrf"], "token");
    assert.match(String(answer.headers["set-cookie"]?.[0]), /^authentik_session=s; HttpOnly; Path=\/; SameSite=None/);
    assert.equal(gateway.upstream.seen[0]?.headers.cookie, "authentik_session=mine");
  });

  test(`${what} is asked of upstream as by its own page, with the page's own session`, async () => {
    const gateway = await start(session, settings);
    const theirs = cookiesOf(await ask(gateway.port, path, { headers: apart }));
    const foreign = cookiesOf(await ask(gateway.port, path, { headers: { ...apart, origin: shop } }));
    gateway.upstream.answer(session);
    const mine = "authentik_session=mine; authentik_session_embedded=forged; _embedded_=x";
    const asked = { ...apart, referer: `${page}/`, cookie: `${mine}; ${foreign}; ${theirs}` };
    await ask(gateway.port, path, { headers: asked });
    const { headers } = gateway.upstream.seen[0] ?? assert.fail("nothing was asked");
    assert.match(headers.cookie ?? "", /^authentik_session=s; authentik_csrf=token; authentik_device=d(; messages=)?$/);
    assert.equal(headers.origin, gateway.origin);
    for (const name of ["referer", "sec-fetch-site", "sec-fetch-mode"]) assert.equal(headers[name], undefined, name);
    await ask(gateway.port, path, { headers: { ...apart, cookie: `${mine}; ${foreign}` } });
    assert.equal(gateway.upstream.seen[1]?.headers.cookie, undefined);
  });
}

test("the cookies of all steps in a row are the page's, and the token is that of the last", async () => {
  const gateway = await start(({ method, headers: { cookie } }, response) => {
    if (method === "POST")
      response.setHeader("Set-Cookie", ["authentik_csrf=old; Path=/", "authentik_session=a; Path=/"]);
    else
      response.setHeader(
        "Set-Cookie",
        `authentik_csrf=${cookie?.includes("authentik_session=a") ? "new" : "lost"}; Path=/`,
      );
    if (method === "POST") response.writeHead(302, { Location: executor }).end();
    else response.setHeader("Content-Type", "application/json").end("{}");
  }, settings);
  const headers = { ...apart, prefer: "return=representation", "content-type": "application/json" };
  const answer = await ask(gateway.port, executor, { method: "POST", headers, body: "{}" });
  assert.equal(answer.headers["x-authentik-csrf"], "new");
  assert.match(cookiesOf(answer), /^authentik_session_embedded_\w+=a; authentik_csrf_embedded_\w+=new$/);
});

test("the token that the page was told goes on, and what upstream thinks of it comes back", async () => {
  const gateway = await start(
    (_request, response) => response.writeHead(403, { "Content-Type": "application/json" }).end("{}"),
    settings,
  );
  const headers = { ...apart, "x-authentik-csrf": "made-up", "content-type": "application/json" };
  const answer = await ask(gateway.port, executor, { method: "POST", headers, body: "{}" });
  assert.equal(gateway.upstream.seen[0]?.headers["x-authentik-csrf"], "made-up");
  assert.deepEqual([answer.status, answer.headers["access-control-allow-origin"]], [403, page]);
});

test("that upstream is away can be read, too", async () => {
  const gateway = await start(undefined, settings);
  await gateway.upstream.kill();
  for (const path of [executor, me]) {
    const answer = await ask(gateway.port, path, { headers: apart });
    assert.equal(answer.status, 503);
    assert.equal(answer.headers["access-control-allow-origin"], page);
    assert.deepEqual(
      corsOf(await ask(gateway.port, path, { headers: { ...apart, origin: "https://evil.example" } })),
      [],
    );
  }
});

describe("a stranger", () => {
  const plain: Handler = (_request, response) => {
    response.setHeader("Set-Cookie", "authentik_session=s; Path=/; SameSite=Lax");
    response.setHeader("Content-Type", "application/json").end("{}");
  };

  test("learns nothing, whatever its origin looks like", async () => {
    const gateway = await start(plain, settings);
    for (const origin of strangeOrigins) {
      for (const path of [executor, me]) {
        const answer = await ask(gateway.port, path, { headers: { ...apart, origin, cookie: "a_embedded_=1; b=2" } });
        assert.deepEqual(corsOf(answer), [], origin);
        assert.equal(answer.headers["x-authentik-csrf"], undefined, origin);
        assert.equal(answer.headers.vary, "Origin");
        assert.deepEqual(answer.headers["set-cookie"], ["authentik_session=s; Path=/; SameSite=Lax"]);
        const seen = gateway.upstream.seen.at(-1)?.headers;
        assert.deepEqual(
          [seen?.origin, seen?.["sec-fetch-site"], seen?.cookie],
          [origin, "cross-site", "a_embedded_=1; b=2"],
        );
        assert.deepEqual(corsOf(await preflight(gateway, path, "GET", "content-type", origin)), [], origin);
      }
    }
  });

  test("is a form or a picture of the page itself, and the gateway's own page", async () => {
    const gateway = await start(plain, { EMBEDDING_ORIGINS: `${page} http://127.0.0.1:9` });
    for (const headers of [
      { ...apart, "sec-fetch-mode": "navigate" },
      { ...apart, "sec-fetch-mode": "no-cors" },
      { ...apart, "sec-fetch-site": "same-origin" },
      { ...apart, origin: "http://127.0.0.1:9", host: "127.0.0.1:9" },
    ])
      assert.deepEqual(corsOf(await ask(gateway.port, executor, { headers })), []);
  });

  test("is everybody without the setting", async () => {
    const gateway = await start(plain);
    const answer = await ask(gateway.port, executor, { headers: apart });
    assert.deepEqual([corsOf(answer), answer.headers.vary], [[], undefined]);
    assert.deepEqual(corsOf(await preflight(gateway, executor, "POST", "content-type")), []);
  });
});

test("a page may ask what a flow needs, below authentik's path, in the way it needs it", async () => {
  const gateway = await start(session, { ...settings, WEB_PATH: "/sub/" });
  const names = "accept-language,content-type,x-authentik-csrf";
  for (const path of ["api/v3/core/brands/current/", "api/v3/core/users/me/", "flows/-/cancel/"])
    assert.equal((await preflight(gateway, `/sub/${path}`, "GET", names)).status, 204, path);
  const allowed = await preflight(gateway, `/sub${executor}`, "POST", names);
  assert.deepEqual([allowed.status, allowed.text, allowed.headers.vary], [204, "", "Origin"]);
  assert.deepEqual(corsOf(allowed).sort(), [
    "access-control-allow-credentials: true",
    "access-control-allow-headers: accept, accept-language, content-type, x-authentik-csrf",
    "access-control-allow-methods: GET, POST",
    `access-control-allow-origin: ${page}`,
    "access-control-max-age: 600",
  ]);
  assert.equal(gateway.upstream.seen.length, 0);
  gateway.upstream.answer((_request, response) => response.end());
  const refused: readonly (readonly [path: string, options: RawOptions["method"], names: string])[] = [
    [executor, "POST", names],
    [`/sub${executor}`, "PUT", names],
    [`/sub${executor}`, "POST", `${names}, authorization`],
    [`/sub${executor}`, "POST", "prefer"],
    ["/sub/api/v3/core/users/me/", "POST", names],
    ["/sub/api/v3/core/tokens/", "GET", names],
    ["/sub/api/v3/flows/executor/a/../../../core/users/me/", "GET", names],
    ["/sub/api/v3/flows/inspector/sign-in/", "GET", names],
    ["/sub/api/v3/root/config/", "GET", names],
    ["/sub/if/flow/sign-in/", "GET", names],
    ["/sub/if/admin/", "GET", names],
    ["/sub/-/health/ready", "GET", names],
  ];
  for (const [path, method = "GET", asked] of refused) {
    assert.deepEqual(corsOf(await preflight(gateway, path, method, asked)), [], `${method} ${path} ${asked}`);
    if (asked === names)
      assert.deepEqual(
        corsOf(await ask(gateway.port, path, { method: method === "POST" ? "PATCH" : method, headers: apart })),
        [],
        path,
      );
  }
});
