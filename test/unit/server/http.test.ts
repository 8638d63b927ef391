import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { brotliCompressSync, brotliDecompressSync, gunzipSync } from "node:zlib";
import { executorUrl } from "../../../src/protocol/flow-url.ts";
import { addBlueprint, expectChallenge, testApp, TestBrowser } from "./support/test-app.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

const slug = "default-authentication-flow";
const url = executorUrl("/", "demo-dummy", "");
const json = { "content-type": "application/json" };

test("signed in, an answer needs the token of the cookie and our own origin", async (t) => {
  const app = testApp(t);
  const browser = new TestBrowser(app);
  await browser.signIn("admin");
  const token = browser.cookies.get("authentik_csrf") ?? "";
  const reason = async (headers: Record<string, string>): Promise<string | undefined> => {
    const response = await browser.request(url, { method: "POST", headers: { ...json, ...headers }, body: "{}" });
    assert.ok([200, 302].includes(response.status));
    return response.status === 302 ? undefined : ((await response.json()) as { error?: string }).error;
  };
  assert.equal(await reason({}), "CSRF Failed: CSRF token missing.");
  assert.equal(
    await reason({ "x-authentik-csrf": "x" }),
    "CSRF Failed: CSRF token from the 'X-Authentik-Csrf' HTTP header incorrect.",
  );
  const foreign = { "x-authentik-csrf": token, origin: "http://evil.example" };
  assert.equal(
    await reason(foreign),
    "CSRF Failed: Origin checking failed - http://evil.example does not match any trusted origins.",
  );
  assert.equal(await reason({ "x-authentik-csrf": token, origin: "http://id.example" }), undefined);
  browser.cookies.delete("authentik_csrf");
  assert.equal(await reason({ "x-authentik-csrf": token }), "CSRF Failed: CSRF cookie not set.");
});

test("anonymous answers need no token", async (t) => {
  const response = await new TestBrowser(testApp(t)).request(url, { method: "POST", headers: json, body: "{}" });
  assert.equal(response.status, 302);
});

test("bodies that are too large, no JSON or no object are told as challenges", async (t) => {
  const logged: string[] = [];
  const app = testApp(t, {
    log: (level, text) => logged.push(`${level} ${text}`),
    onError: (error) => assert.fail(`nobody expected ${String(error)}`),
  });
  const browser = new TestBrowser(app);
  const send = async (body: string, type = "application/json"): Promise<Record<string, unknown>> => {
    const response = await browser.request(executorUrl("/", slug, ""), {
      method: "POST",
      headers: { "content-type": type },
      body,
    });
    assert.equal(response.status, 200);
    return (await response.json()) as Record<string, unknown>;
  };
  const tooLarge = await send(JSON.stringify({ uid_field: "x".repeat(300_000) }));
  assert.deepEqual(Object.keys(tooLarge).sort(), ["component", "request_id"]);
  assert.equal((await send("{")).component, "ak-stage-flow-error");
  assert.equal((await send("uid_field=user", "application/x-www-form-urlencoded")).component, "ak-stage-flow-error");
  assert.match(logged[0] ?? "", /^info [0-9a-f]{32} BodyError: .* too large\.$/);
  assert.match(logged[1] ?? "", /^info [0-9a-f]{32} BodyError: JSON parse error/);
  assert.match(logged[2] ?? "", /^info [0-9a-f]{32} BodyError: Unsupported media type/);
  const list = expectChallenge(await browser.post(slug, []), "ak-stage-identification");
  assert.equal(
    list.response_errors?.non_field_errors?.[0]?.string,
    "Invalid data. Expected a dictionary, but got list.",
  );
});

test("the number of a failure is that of its response", async (t) => {
  const response = await new TestBrowser(testApp(t)).request(executorUrl("/", "demo-error", ""));
  const { request_id: id } = (await response.json()) as { request_id: string };
  assert.match(id, /^[0-9a-f]{32}$/);
  assert.equal(response.headers.get("x-authentik-id"), id);
});

test("headers that protect are on everything", async (t) => {
  const browser = new TestBrowser(testApp(t));
  const paths = [url, "/api/v3/root/config/", `/if/flow/${slug}/`, "/", "/nowhere", "/api/v3/nowhere/"];
  for (const path of paths) {
    const { headers } = await browser.request(path);
    assert.match(headers.get("x-authentik-id") ?? "", /^[0-9a-f]{32}$/, path);
    assert.equal(headers.get("x-content-type-options"), "nosniff");
    assert.equal(headers.get("referrer-policy"), "same-origin");
    assert.equal(headers.get("cache-control"), "no-store");
    assert.match(headers.get("vary") ?? "", /Cookie/);
    assert.match(headers.get("content-security-policy") ?? "", /^default-src 'none'; /);
  }
  const api = await browser.request(url);
  assert.equal(api.headers.get("content-security-policy"), "default-src 'none'; frame-ancestors 'none'");
  assert.equal(api.headers.get("x-frame-options"), "DENY");
  assert.equal((await browser.request(`/if/flow/${slug}/`)).headers.get("x-frame-options"), "SAMEORIGIN");
  const open = new TestBrowser(testApp(t, { frameAncestors: ["'self'", "https://portal.example"] }));
  const framed = await open.request(`/if/flow/${slug}/`);
  assert.equal(framed.headers.get("x-frame-options"), null);
  assert.match(
    framed.headers.get("content-security-policy") ?? "",
    /frame-ancestors 'self' https:\/\/portal\.example;/,
  );
});

test("over TLS cookies are secure; who claims it without being our proxy is not believed", async (t) => {
  const cookie = async (browser: TestBrowser): Promise<string> =>
    (await browser.request(executorUrl("/", slug, ""))).headers.getSetCookie().join();
  assert.match(await cookie(new TestBrowser(testApp(t), "https://id.example")), /; Secure; SameSite=None$/);
  const claiming = { "x-forwarded-proto": "https" };
  const direct = new TestBrowser(testApp(t));
  direct.headers = claiming;
  assert.match(await cookie(direct), /; SameSite=Lax$/);
  const options = { publicOrigins: ["https://id.example", "http://id.example"], trustedProxies: ["127.0.0.1"] };
  const behindProxy = new TestBrowser(testApp(t, options));
  behindProxy.headers = claiming;
  assert.match(await cookie(behindProxy), /; Secure; SameSite=None$/);
});

test("a forged session cookie is the same as none", async (t) => {
  const browser = new TestBrowser(testApp(t));
  browser.cookies.set("authentik_session", "eyJhbGciOiJub25lIn0.eyJzaWQiOiJ4In0.");
  expectChallenge(await browser.get(slug), "ak-stage-identification");
});

test("home, default flows and cancel lead where they should", async (t) => {
  const app = testApp(t);
  const browser = new TestBrowser(app);
  const leads = async (path: string): Promise<string | null> => (await browser.request(path)).headers.get("location");
  assert.equal(await leads("/"), "/flows/-/default/authentication/?next=%2F");
  assert.equal(await leads("/if/user/"), "/flows/-/default/authentication/?next=%2Fif%2Fuser%2F");
  assert.equal(await leads("/flows/-/default/authentication/?next=%2Fa"), `/if/flow/${slug}/?next=%2Fa`);
  assert.equal(await leads("/flows/-/default/invalidation/"), "/if/flow/default-invalidation-flow/");
  assert.equal((await browser.request("/flows/-/default/nonsense/")).status, 404);
  assert.equal(await leads("/flows/-/cancel/"), "/flows/-/default/invalidation/");
  assert.equal(await leads("/flows/-/cancel/?next=%2Fa"), "/a");
  assert.equal(await leads("/flows/-/cancel/?next=https%3A%2F%2Fevil.example"), "/flows/-/default/invalidation/");
  assert.equal(await leads("/flows/-/cancel/?next=%2F%5Cevil.example"), "/flows/-/default/invalidation/");
  await browser.signIn();
  assert.equal(await leads("/"), "/if/user/");
});

test("cancelling drops the plan", async (t) => {
  const browser = new TestBrowser(testApp(t));
  await browser.post(slug, { uid_field: "user" });
  await browser.request("/flows/-/cancel/?next=%2F");
  expectChallenge(await browser.get(slug), "ak-stage-identification");
});

test("the landing page says who one is and links the gallery only where there is one", async (t) => {
  const browser = new TestBrowser(testApp(t));
  await browser.signIn();
  const text = await (await browser.request("/if/user/")).text();
  assert.match(text, /<h1><bdi>Jane Doe<\/bdi><\/h1>/);
  assert.match(text, /href="\/flows\/-\/default\/invalidation\/"/);
  assert.equal(text.includes("Gallery"), false);
  const other = new TestBrowser(testApp(t, { galleryPath: "/gallery/" }));
  await other.signIn();
  assert.match(await (await other.request("/if/user/")).text(), /href="\/gallery\/"/);
});

test("the brand with the longest matching domain wins", async (t) => {
  const hosts = ["id.example:9000", "a.id.example", "other.example", "elsewhere.test"];
  const app = testApp(t, { publicOrigins: hosts.map((host) => `http://${host}`) });
  for (const domain of ["example", "id.example"]) {
    addBlueprint(
      app,
      `  - { model: authentik_brands.brand, identifiers: { domain: ${domain} }, attrs: { branding_title: Brand of ${domain} } }`,
    );
  }
  const brandAt = async (origin: string): Promise<unknown[]> => {
    const response = await new TestBrowser(app, origin).request("/api/v3/core/brands/current/");
    const brand = (await response.json()) as Record<string, unknown>;
    return [brand.matched_domain, brand.branding_title];
  };
  assert.deepEqual(await brandAt("http://ID.example:9000"), ["id.example", "Brand of id.example"]);
  assert.deepEqual(await brandAt("http://a.id.example"), ["id.example", "Brand of id.example"]);
  assert.deepEqual(await brandAt("http://other.example"), ["example", "Brand of example"]);
  assert.deepEqual(await brandAt("http://elsewhere.test"), ["flow-demo-default", "Flow Demo"]);
});

test("slashes at the end are part of the path, and unknown paths are told in kind", async (t) => {
  const browser = new TestBrowser(testApp(t));
  assert.equal((await browser.request(`/if/flow/${slug}`)).status, 404);
  assert.equal((await browser.request("/api/v3/core/brands/current")).status, 404);
  const unknown = await browser.request("/api/v3/flows/executor/no-such-flow/?query=");
  assert.deepEqual([unknown.status, await unknown.json()], [404, { detail: "Not found." }]);
  const refused = await browser.request("/api/v3/root/config/", { method: "POST" });
  assert.deepEqual([refused.status, await refused.json()], [405, { detail: 'Method "POST" not allowed.' }]);
  assert.equal((await browser.request("/api/v3/root/config/", { method: "HEAD" })).status, 200);
});

test("pages are compressed as the browser likes it", async (t) => {
  const browser = new TestBrowser(testApp(t));
  for (const [accept, encoding, decode] of [
    ["gzip, br", "br", brotliDecompressSync],
    ["gzip, br;q=0", "gzip", gunzipSync],
  ] as const) {
    const response = await browser.request(`/if/flow/${slug}/`, { headers: { "accept-encoding": accept } });
    assert.equal(response.headers.get("content-encoding"), encoding);
    assert.match(response.headers.get("vary") ?? "", /Accept-Encoding/);
    const text = decode(Buffer.from(await response.arrayBuffer())).toString();
    assert.match(text, /<\/html>\s*$/);
  }
  const small = await browser.request("/api/v3/root/config/", { headers: { "accept-encoding": "br" } });
  assert.equal(small.headers.get("content-encoding"), null);
});

test("files of the build are served with the caching they can bear, and nothing else is", async (t) => {
  const assetsDir = temporaryFolder(t);
  mkdirSync(join(assetsDir, "static/flow"), { recursive: true });
  mkdirSync(join(assetsDir, ".vite"));
  writeFileSync(join(assetsDir, "static/flow/app-1.js"), "let a;");
  writeFileSync(join(assetsDir, "static/flow/app-1.js.br"), brotliCompressSync("let a;"));
  writeFileSync(join(assetsDir, "icon.svg"), "<svg/>");
  writeFileSync(join(assetsDir, "index.html"), "template");
  writeFileSync(join(assetsDir, ".vite/manifest.json"), "{}");
  const browser = new TestBrowser(testApp(t, { assetsDir }));
  const app = await browser.request("/static/flow/app-1.js", { headers: { "accept-encoding": "br" } });
  assert.equal(app.headers.get("cache-control"), "public, max-age=31536000, immutable");
  assert.equal(app.headers.get("content-type"), "text/javascript; charset=utf-8");
  assert.equal(app.headers.get("vary"), "Accept-Encoding");
  assert.equal(brotliDecompressSync(Buffer.from(await app.arrayBuffer())).toString(), "let a;");
  assert.equal(await (await browser.request("/static/flow/app-1.js")).text(), "let a;");
  assert.equal((await browser.request("/icon.svg")).headers.get("cache-control"), "public, max-age=3600");
  const hidden = [
    "/index.html",
    "/.vite/manifest.json",
    "/static/flow/app-1.js.br",
    "/..%2f..%2fetc/passwd",
    "/static/flow/%00",
    "/%E0",
  ];
  for (const path of hidden) assert.equal((await browser.request(path)).status, 404, path);
});
