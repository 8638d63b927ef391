import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { redirectTarget, safeNextPath } from "../../../../src/protocol/next-url.ts";
import { safeLink } from "../../../../src/protocol/safe-link.ts";
import { signIn } from "../support/advisories.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { addBlueprint, demoPassword, testApp, TestBrowser } from "../support/test-app.ts";

/** Where giving up and signing in lead with a `next`, as a browser reads it; sign-in may refuse it. */
async function leadsTo(browser: TestBrowser, next: string): Promise<URL[]> {
  const query = new URLSearchParams({ next }).toString();
  const cancelled = await browser.request(`/flows/-/cancel/?${query}`);
  await browser.post(signIn, { uid_field: "user" }, query);
  const end = await browser.post(signIn, { password: demoPassword }, query);
  const to = [cancelled.headers.get("location") ?? "", ...(end.component === "xak-flow-redirect" ? [end.to] : [])];
  return to.map((address) => new URL(address, "http://id.example/if/flow/x/"));
}

async function assertStays(t: TestContext, addresses: readonly string[]): Promise<void> {
  const app = testApp(t);
  for (const next of addresses) {
    assert.equal(safeNextPath(next), undefined, next);
    for (const { origin } of await leadsTo(new TestBrowser(app), next)) assert.equal(origin, "http://id.example", next);
  }
  const own = await leadsTo(new TestBrowser(app), "/app?a=1");
  assert.deepEqual(own.map(String), Array(2).fill("http://id.example/app?a=1"));
}

test("CVE-2024-8883 (Keycloak): a name of our own before an @ leads nowhere else", (t) =>
  assertStays(t, ["http://id.example@evil.example/", "http://127.0.0.1@evil.example/", "//id.example@evil.example"]));

test("CVE-2026-7504 (Keycloak): several @ are no better than one", async (t) => {
  await assertStays(t, ["http://id.example@@evil.example/", "//a@b@evil.example", "/\\id.example@@evil.example"]);
  const app = testApp(t);
  for (const host of ["a:b@id.example", "id.example@evil.example", "a@@id.example"]) {
    const response = await app.fetch(new Request("http://id.example/", { headers: { host } }));
    assert.equal(response.status, 400, host);
  }
});

test("CVE-2024-1132 (Keycloak): dots on the way lead to no other site", (t) =>
  assertStays(t, ["/app/..//evil.example", "/.//evil.example", "/%2e%2e//evil.example", "/\t/evil.example"]));

test("CVE-2022-3782 (Keycloak): what is encoded twice is decoded once, and leads out of no folder", async (t) => {
  const folder = temporaryFolder(t);
  mkdirSync(join(folder, "client", "static", "flow"), { recursive: true });
  writeFileSync(join(folder, "client", "static", "flow", "app.js"), "ours");
  writeFileSync(join(folder, "secret.txt"), "secret");
  const app = testApp(t, { assetsDir: join(folder, "client") });
  const read = async (path: string): Promise<string> =>
    (await app.fetch(new Request(`http://id.example${path}`))).text();
  assert.equal(await read("/static/flow/app.js"), "ours");
  for (const dots of ["..%2f", "%2e%2e%2f", "%252e%252e%252f", "..%255c", "..%5c", "%2e%2e/"]) {
    for (const start of ["/", "/static/flow/"]) {
      assert.doesNotMatch(await read(`${start}${dots.repeat(start === "/" ? 1 : 3)}secret.txt`), /^secret$/, dots);
    }
  }
  const { headers } = await app.fetch(new Request("http://id.example/flows/-/cancel/?next=%2F%252F%252Fevil.example"));
  // The path as it was given, of our own site still.
  assert.equal(new URL(headers.get("location") ?? "", "http://id.example").origin, "http://id.example");
});

test("CVE-2024-21637 (authentik): a redirect never runs a script", () => {
  const page = "https://id.example/if/flow/x/";
  for (const to of [
    "javascript:alert(1)",
    "javascript://id.example/%0aalert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "blob:https://id.example/0",
    "filesystem:https://id.example/temporary/x",
    "view-source:javascript:alert(1)",
    "",
  ]) {
    assert.equal(redirectTarget(to, page).kind, "unsafe", to);
  }
  assert.equal(redirectTarget("https://app.example/", page).kind, "page");
});

test("CVE-2026-9086 (Keycloak): no spelling of a scheme goes round what is allowed", async (t) => {
  const spellings = ["JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)", "\tDATA:text/html,x"];
  for (const href of spellings) {
    assert.equal(safeLink(href), undefined, href);
    assert.equal(redirectTarget(href, "https://id.example/").kind, "unsafe", href);
  }
  assert.equal(safeLink("MAILTO:help@example.test"), "MAILTO:help@example.test");

  const app = testApp(t);
  const links = [...spellings, "https://help.example/"].map((href) => ({ name: "x", href }));
  addBlueprint(
    app,
    `  - { model: authentik_brands.brand, identifiers: { domain: id.example }, attrs: { attributes: { settings: { footer_links: ${JSON.stringify(links)} } } } }`,
  );
  const page = await (await new TestBrowser(app).request(`/if/flow/${signIn}/`)).text();
  const hrefs = [...page.matchAll(/<footer[^]*?<\/footer>/g)].flatMap(([footer]) => [
    ...footer.matchAll(/href="([^"]*)"/g),
  ]);
  assert.deepEqual(
    hrefs.map(([, href]) => href),
    ["https://help.example/"],
  );
});

test("CVE-2024-52289 (authentik): a dot in a host is a dot", async (t) => {
  const app = testApp(t);
  assert.equal((await new TestBrowser(app, "http://idxexample").request("/")).status, 421);
  const query = new URLSearchParams({ redirect_uri: "http://idxexample/source/oauth/callback/demo-provider/" });
  assert.equal((await new TestBrowser(app).request(`/demo/provider/authorize/?${query}`)).status, 404);
});

test("CVE-2026-41569 (authentik): a host that begins like ours is another", async (t) => {
  const app = testApp(t);
  const browser = new TestBrowser(app);
  for (const host of ["id.example.evil.example", "id.examples", "id.example-evil.example"]) {
    assert.equal((await new TestBrowser(app, `http://${host}`).request("/")).status, 421, host);
    const query = new URLSearchParams({ redirect_uri: `http://${host}/source/oauth/callback/demo-provider/` });
    assert.equal((await browser.request(`/demo/provider/authorize/?${query}`)).status, 404, host);
  }
  await browser.signIn();
  browser.headers = { origin: "http://id.example.evil.example" };
  await browser.post("account-deletion", { confirm_username: "user" });
  assert.ok(app.store.users.findByUsername("user"));
  browser.headers = { origin: "http://id.example" };
  await browser.post("account-deletion", { confirm_username: "user" });
  assert.equal(app.store.users.findByUsername("user"), undefined);
});

test("CVE-2026-42849 (authentik): nothing typed or in an address becomes part of the page", async (t) => {
  const browser = new TestBrowser(testApp(t));
  const script = `"'></script><script>alert(1)</script><img src=x onerror=alert(1)>`;
  const query = new URLSearchParams({ next: script, state: script, login_hint: script, username: script }).toString();
  const pages = [`/if/flow/${signIn}/?${query}`, `/if/flow/nothing/?${query}`, `/demo/provider/authorize/?${query}`];
  const read = async (): Promise<string[]> =>
    Promise.all(pages.map(async (path) => (await browser.request(path)).text()));
  const before = await read();
  await browser.post(signIn, { uid_field: script });
  for (const page of [...before, ...(await read())]) {
    assert.doesNotMatch(page, /<script>alert|<img src=x/);
  }
});
