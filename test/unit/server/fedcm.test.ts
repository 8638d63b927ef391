/** What browsers ask an identity provider (W3C FedCM), and that nothing of it is there unless it is turned on. */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { verify } from "hono/jwt";
import { fedcmSetting } from "../../../src/server/http/fedcm/fedcm-clients.ts";
import { testApp, TestBrowser } from "./support/test-app.ts";

const idp = "https://id.example";
const shop = "https://shop.example";
const webidentity = { "Sec-Fetch-Dest": "webidentity" };

function provider(t: TestContext): { app: ReturnType<typeof testApp>; browser: TestBrowser } {
  const app = testApp(t, { fedcm: fedcmSetting([`shop=${shop}`, "wiki=https://wiki.example"]) });
  return { app, browser: new TestBrowser(app, idp) };
}

interface Asking {
  readonly origin?: string;
  readonly headers?: Record<string, string>;
  readonly path?: string;
}

function ask(browser: TestBrowser, form: Record<string, string>, asking: Asking = {}): Promise<Response> {
  const { origin = shop, headers = webidentity, path = "/fedcm/assertion" } = asking;
  return browser.request(path, {
    method: "POST",
    headers: { "Content-Type": "application/x-www-form-urlencoded", Origin: origin, ...headers },
    body: new URLSearchParams(form).toString(),
  });
}

test("a site gets a signed identity of whoever is signed in, and what the browser has said that it would get", async (t) => {
  const { app, browser } = provider(t);
  const known = (await (await browser.request("/.well-known/web-identity")).json()) as Record<string, unknown>;
  assert.deepEqual(known, {
    provider_urls: [`${idp}/fedcm/config.json`],
    accounts_endpoint: `${idp}/fedcm/accounts`,
    login_url: `${idp}/fedcm/login`,
  });
  const config = (await (await browser.request("/fedcm/config.json")).json()) as Record<string, string>;
  assert.deepEqual(Object.keys(config).sort(), [
    ...["accounts_endpoint", "client_metadata_endpoint", "disconnect_endpoint", "id_assertion_endpoint", "login_url"],
  ]);
  assert.equal((await browser.request(config.client_metadata_endpoint ?? "")).status, 200);

  const nobody = await browser.request("/fedcm/accounts", { headers: webidentity });
  assert.deepEqual([nobody.status, nobody.headers.get("set-login")], [401, "logged-out"]);
  await browser.signIn("user");
  const user = app.store.users.findByUsername("user");
  const account = async (): Promise<Record<string, unknown> | undefined> => {
    const response = await browser.request("/fedcm/accounts", { headers: webidentity });
    return ((await response.json()) as { accounts: Record<string, unknown>[] }).accounts[0];
  };
  assert.deepEqual(await account(), { id: user?.uid, name: user?.name, email: user?.email, approved_clients: [] });

  const form = { client_id: "shop", account_id: user?.uid ?? "", disclosure_text_shown: "true" };
  const answer = await ask(browser, { ...form, params: JSON.stringify({ nonce: "n1" }) });
  assert.equal(answer.headers.get("access-control-allow-origin"), shop);
  assert.equal(answer.headers.get("access-control-allow-credentials"), "true");
  const { token } = (await answer.json()) as { token: string };
  const { keys } = (await (await browser.request("/fedcm/keys")).json()) as { keys: JsonWebKey[] };
  assert.ok(keys[0] && !("d" in keys[0]), "the key for others is not the one that signs");
  const claims = await verify(token, keys[0], { alg: "ES256", iss: idp, aud: "shop" });
  const { sub, nonce, name, email, preferred_username, iat = 0, exp = 0 } = claims;
  assert.deepEqual(
    [sub, nonce, name, email, preferred_username, exp - iat],
    [user?.uid, "n1", user?.name, user?.email, "user", 300],
  );
  assert.deepEqual((await account())?.approved_clients, ["shop"]);

  const other = await ask(
    browser,
    { ...form, client_id: "wiki", disclosure_text_shown: "false", nonce: "n2" },
    { origin: "https://wiki.example" },
  );
  const little = await verify(((await other.json()) as { token: string }).token, keys[0], "ES256");
  assert.deepEqual([little.sub, little.nonce, "email" in little], [user?.uid, "n2", false]);
  assert.deepEqual((await account())?.approved_clients, ["shop"]);

  const gone = await ask(
    browser,
    { client_id: "shop", account_hint: user?.email ?? "" },
    { path: "/fedcm/disconnect" },
  );
  assert.deepEqual(await gone.json(), { account_id: user?.uid });
  assert.deepEqual((await account())?.approved_clients, []);
});

test("whoever is no browser, no client, from elsewhere or for another account gets nothing", async (t) => {
  const { app, browser } = provider(t);
  await browser.signIn("user");
  const uid = (name: string): string => app.store.users.findByUsername(name)?.uid ?? "";
  const form = { client_id: "shop", account_id: uid("user"), disclosure_text_shown: "true" };
  for (const [what, answer, status, allowed] of [
    ["a page's own request", await ask(browser, form, { headers: { "Sec-Fetch-Dest": "empty" } }), 400, null],
    ["no header", await ask(browser, form, { headers: {} }), 400, null],
    ["another origin", await ask(browser, form, { origin: "https://evil.example" }), 403, null],
    ["the origin of another client", await ask(browser, form, { origin: "https://wiki.example" }), 403, null],
    ["no origin", await ask(browser, form, { origin: "null" }), 403, null],
    ["no such client", await ask(browser, { ...form, client_id: "nobody" }), 403, null],
    ["our own client from elsewhere", await ask(browser, { ...form, client_id: "flow-demo" }), 403, null],
    ["another account", await ask(browser, { ...form, account_id: uid("admin") }), 403, shop],
    ["no account", await ask(browser, { client_id: "shop" }), 403, shop],
    ["an address for an account", await ask(browser, { ...form, account_id: "user@example.com" }), 403, shop],
    ["nobody signed in", await ask(new TestBrowser(app, idp), form), 401, shop],
  ] as const) {
    assert.equal(answer.status, status, what);
    assert.equal(answer.headers.get("access-control-allow-origin"), allowed, what);
    assert.ok(!(await answer.text()).includes("token"), what);
  }
  const page = await browser.request("/fedcm/accounts", { headers: { Origin: shop, "Sec-Fetch-Dest": "empty" } });
  assert.deepEqual([page.status, page.headers.get("access-control-allow-origin")], [400, null]);
  assert.equal((await browser.request("/fedcm/assertion")).status, 405);
});

test("browsers are told of each sign-in and sign-out", async (t) => {
  const { browser } = provider(t);
  const told: string[] = [];
  const { request } = browser;
  browser.request = async (...asked) => {
    const response = await request.apply(browser, asked);
    const said = response.headers.get("set-login");
    if (said !== null) told.push(said);
    return response;
  };
  await browser.signIn("user");
  await browser.get("default-invalidation-flow");
  assert.deepEqual(told, ["logged-in", "logged-out"]);
});

test("the window to sign in comes back from sign-in, closes itself and says that it can be closed", async (t) => {
  const { browser } = provider(t);
  const asked = await browser.request("/fedcm/login?login_hint=user", { redirect: "manual" });
  const to = new URL(asked.headers.get("location") ?? "", idp);
  assert.deepEqual(
    [asked.status, to.pathname, to.searchParams.get("next"), to.searchParams.get("login_hint")],
    [302, "/flows/-/default/authentication/", "/fedcm/login?login_hint=user", "user"],
  );
  await browser.signIn("user");
  const page = await browser.request("/fedcm/login", { headers: { "Accept-Language": "de" } });
  const text = await page.text();
  assert.ok(text.includes("IdentityProvider?.close"), text);
  const [, nonce = ""] = /<script nonce="([^"]+)"/.exec(text) ?? [];
  assert.ok(page.headers.get("content-security-policy")?.includes(`'nonce-${nonce}'`));
  assert.match(text, /Sie sind angemeldet[^]*Sie können dieses Fenster schließen/);
});

test("unless it is turned on, nothing of it is there", async (t) => {
  assert.equal(fedcmSetting([]), undefined);
  assert.equal(fedcmSetting(["false"]), undefined);
  assert.equal(fedcmSetting(["true"])?.size, 0);
  const app = testApp(t);
  const browser = new TestBrowser(app, idp);
  for (const path of [
    "/.well-known/web-identity",
    "/fedcm/config.json",
    "/fedcm/accounts",
    "/fedcm/keys",
    "/fedcm/login",
  ]) {
    assert.equal((await browser.request(path, { headers: webidentity })).status, 404, path);
  }
  assert.equal((await ask(browser, {})).status, 404);
  await browser.signIn("user");
  assert.equal((await browser.request("/if/user/")).headers.get("set-login"), null);
});
