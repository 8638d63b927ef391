import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import type { FlowApp } from "../../../src/server/http/create-app.ts";
import { addBlueprint, expectChallenge, testApp, TestBrowser } from "./support/test-app.ts";

/** A source at the demonstration's provider, flows for those who come from it, and a flow that offers it. */
const blueprint = `
  - { model: authentik_flows.flow, id: auth, identifiers: { slug: from-source }, attrs: { name: x, title: x, designation: authentication } }
  - { model: authentik_flows.flow, id: enroll, identifiers: { slug: enroll-from-source }, attrs: { name: x, title: x, designation: enrollment } }
  - { model: authentik_stages_user_write.userwritestage, id: write, identifiers: { name: source-write }, attrs: { user_creation_mode: always_create } }
  - { model: authentik_stages_user_login.userloginstage, id: login, identifiers: { name: source-login } }
  - { model: authentik_flows.flowstagebinding, identifiers: { target: !KeyOf auth, stage: !KeyOf login, order: 0 } }
  - { model: authentik_flows.flowstagebinding, identifiers: { target: !KeyOf enroll, stage: !KeyOf write, order: 0 } }
  - { model: authentik_flows.flowstagebinding, identifiers: { target: !KeyOf enroll, stage: !KeyOf login, order: 1 } }
  - model: authentik_sources_oauth.oauthsource
    id: source
    identifiers: { slug: test-provider }
    attrs:
      name: Test provider
      provider_type: openidconnect
      authentication_flow: !KeyOf auth
      enrollment_flow: !KeyOf enroll
      authorization_url: /demo/provider/authorize/
      access_token_url: /demo/provider/token/
      profile_url: /demo/provider/userinfo/
      consumer_key: flow-demo
      consumer_secret: flow-demo-secret
  - { model: authentik_flows.flow, id: offer, identifiers: { slug: offers-source }, attrs: { name: x, title: x, designation: authentication } }
  - { model: authentik_stages_identification.identificationstage, id: id, identifiers: { name: offers-source }, attrs: { user_fields: [username], sources: [!KeyOf source] } }
  - { model: authentik_flows.flowstagebinding, identifiers: { target: !KeyOf offer, stage: !KeyOf id, order: 0 } }
  - { model: authentik_flows.flow, id: within, identifiers: { slug: source-within }, attrs: { name: x, title: x, designation: stage_configuration } }
  - { model: authentik_stages_source.sourcestage, id: stage, identifiers: { name: source-within }, attrs: { source: !KeyOf source } }
  - { model: authentik_stages_dummy.dummystage, id: after, identifiers: { name: after-source } }
  - { model: authentik_flows.flowstagebinding, identifiers: { target: !KeyOf within, stage: !KeyOf stage, order: 0 } }
  - { model: authentik_flows.flowstagebinding, identifiers: { target: !KeyOf within, stage: !KeyOf after, order: 1 } }`;

async function location(browser: TestBrowser, path: string, init?: RequestInit): Promise<string> {
  const response = await browser.request(path, init);
  return response.headers.get("location") ?? `${response.status} ${await response.text()}`;
}

/** Goes to the provider and comes back as somebody; where that leads. */
async function comeBackAs(browser: TestBrowser, begin: string, sub: string): Promise<string> {
  const authorize = new URL(await location(browser, begin));
  const form = new URLSearchParams(authorize.searchParams);
  form.set("sub", sub);
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const back = await location(browser, authorize.pathname, { method: "POST", body: form.toString(), headers });
  const { pathname, search } = new URL(back);
  return location(browser, pathname + search);
}

function appWithSource(t: Parameters<typeof testApp>[0]): FlowApp {
  const app = testApp(t);
  addBlueprint(app, blueprint);
  return app;
}

const start = "/source/oauth/login/test-provider/";

test("sign-in offers the source, with the page's query", async (t) => {
  const browser = new TestBrowser(appWithSource(t));
  const { sources } = expectChallenge(await browser.get("offers-source", "next=%2Fapp"), "ak-stage-identification");
  assert.deepEqual(sources, [
    {
      name: "Test provider",
      icon_url: null,
      promoted: false,
      challenge: { component: "xak-flow-redirect", to: `${start}?next=%2Fapp` },
    },
  ]);
});

test("who comes for the first time gets an account, and the same one the next time", async (t) => {
  const app = appWithSource(t);
  const browser = new TestBrowser(app);
  assert.equal(
    await comeBackAs(browser, `${start}?next=%2Fapp`, "demo-ada"),
    "/if/flow/enroll-from-source/?next=%2Fapp",
  );
  assert.deepEqual(await browser.get("enroll-from-source", "next=%2Fapp"), {
    component: "xak-flow-redirect",
    to: "/app",
  });
  const ada = app.store.users.findByUsername("ada");
  assert.equal(ada?.email, "ada@provider.example");
  assert.deepEqual(ada.attributes["goauthentik.io/user/sources"], ["Test provider"]);

  const again = new TestBrowser(app);
  assert.equal(await comeBackAs(again, start, "demo-ada"), "/if/flow/from-source/");
  await again.get("from-source");
  assert.match(await (await again.request("/if/user/")).text(), /Ada Lovelace/);
});

test("whoever is refused at the provider is told so", async (t) => {
  const browser = new TestBrowser(appWithSource(t));
  assert.match(await comeBackAs(browser, start, ""), /^400 [^]*Access was denied at the provider\./);
});

test("an answer that this browser did not ask for is not taken", async (t) => {
  const app = appWithSource(t);
  const browser = new TestBrowser(app);
  assert.match(
    await location(browser, "/source/oauth/callback/test-provider/?code=a&state=b"),
    /^400 [^]*not begun in this browser/,
  );
  await location(browser, start);
  assert.match(await location(browser, "/source/oauth/callback/test-provider/?code=a&state=b"), /^400 /);
  assert.equal((await browser.request("/source/oauth/login/nothing/")).status, 404);
});

test("a provider that does not answer is waited for ten seconds, and then there is a way on", async (t) => {
  const provider = createServer(() => undefined).listen(0, "127.0.0.1");
  await once(provider, "listening");
  t.after(() => provider.closeAllConnections());
  t.after(() => provider.close());
  const app = appWithSource(t);
  const url = `http://127.0.0.1:${(provider.address() as AddressInfo).port}/`;
  addBlueprint(
    app,
    `  - { model: authentik_sources_oauth.oauthsource, identifiers: { slug: test-provider }, attrs: { access_token_url: "${url}" } }`,
  );
  const soon = AbortSignal.timeout.bind(AbortSignal);
  const timeout = t.mock.method(AbortSignal, "timeout", () => soon(50));
  assert.match(await comeBackAs(new TestBrowser(app), start, "demo-ada"), /^400 [^]*The provider could not be asked/);
  assert.deepEqual(
    timeout.mock.calls.map(({ arguments: [milliseconds] }) => milliseconds),
    [10_000],
  );
});

test("the provider of the demonstration sends nobody to another site", async (t) => {
  const browser = new TestBrowser(appWithSource(t));
  const query = "redirect_uri=https%3A%2F%2Fevil.example%2F";
  assert.equal((await browser.request(`/demo/provider/authorize/?${query}`)).status, 404);
});

test("an account with the same email address is linked or refused, as the source says", async (t) => {
  const app = appWithSource(t);
  const user = app.store.users.findByUsername("user");
  assert.ok(user);
  app.store.users.update({ ...user, email: "alan@provider.example" });
  const setMode = (mode: string): void =>
    addBlueprint(
      app,
      `  - { model: authentik_sources_oauth.oauthsource, identifiers: { slug: test-provider }, attrs: { user_matching_mode: ${mode} } }`,
    );
  setMode("email_deny");
  assert.match(await comeBackAs(new TestBrowser(app), start, "demo-alan"), /^400 [^]*exists already/);
  setMode("email_link");
  const browser = new TestBrowser(app);
  assert.equal(await comeBackAs(browser, start, "demo-alan"), "/if/flow/from-source/");
  await browser.get("from-source");
  assert.match(await (await browser.request("/if/user/")).text(), /Jane Doe/);
});

test("a flow that sends somebody to a source goes on when they come back", async (t) => {
  const app = appWithSource(t);
  const browser = new TestBrowser(app);
  const { to } = expectChallenge(await browser.get("source-within", "next=%2Fapp"), "xak-flow-redirect");
  assert.match(to, /^\/source\/oauth\/login\/test-provider\/\?resume=[0-9a-f]{60}$/);
  assert.equal(await comeBackAs(browser, to, "demo-ada"), "/if/flow/enroll-from-source/");
  const back = await browser.get("enroll-from-source");
  assert.deepEqual(back, {
    component: "xak-flow-redirect",
    to: "/if/flow/source-within/?next=%2Fapp",
    flow_info: back.flow_info,
  });
  expectChallenge(await browser.get("source-within", "next=%2Fapp"), "ak-stage-dummy");
});
