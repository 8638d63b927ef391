/** Flows in pages of other origins that `EMBEDDING_ORIGINS` names. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Challenge } from "../../../src/protocol/challenges.ts";
import { TestPasskey } from "../../kit/test-passkey.ts";
import { apart, corsOf, embeddable, executor, Guest, page } from "./support/guest.ts";
import { TestBrowser, testApp } from "./support/test-app.ts";

const setUp = "/api/v3/flows/executor/default-authenticator-totp-setup/?query=";
const sameSite = { ...apart, "sec-fetch-site": "same-site" };

test("a page of another site runs a flow, with cookies that are its site's alone", async (t) => {
  const app = embeddable(t);
  const guest = new Guest(app);
  const first = await guest.ask(executor);
  assert.deepEqual(corsOf(first), [
    "access-control-allow-credentials: true",
    `access-control-allow-origin: ${page}`,
    "access-control-expose-headers: Retry-After, X-authentik-CSRF, X-authentik-id",
  ]);
  assert.match(first.headers.get("vary") ?? "", /Origin, Cookie|Cookie, Origin/);
  await guest.signIn();
  assert.equal(await guest.name(), 200);
  assert.deepEqual([...guest.attributes.keys()].sort(), [
    "authentik_csrf_embedded",
    "authentik_device_embedded",
    "authentik_session_embedded",
  ]);
  for (const [name, attributes] of guest.attributes)
    assert.match(attributes, /Secure; SameSite=None; Partitioned$/, name);
  assert.match(guest.attributes.get("authentik_session_embedded") ?? "", /HttpOnly/);
});

test("a page of the same site runs it with the cookies that people have here", async (t) => {
  const app = embeddable(t);
  const guest = new Guest(app, sameSite);
  await guest.signIn();
  assert.equal(await guest.name(), 200);
  assert.deepEqual([...guest.attributes.keys()].sort(), ["authentik_csrf", "authentik_device", "authentik_session"]);
  guest.browser.headers = {};
  assert.equal((await guest.browser.request("/if/user/")).status, 200);
});

test("who is signed in here is nobody there, and the other way round", async (t) => {
  const app = embeddable(t);
  const browser = new TestBrowser(app, "https://id.example");
  browser.headers = { origin: "https://id.example", "sec-fetch-site": "same-origin", "sec-fetch-mode": "cors" };
  await browser.signIn();
  const guest = new Guest(app);
  for (const [name, value] of browser.cookies) {
    guest.browser.cookies.set(name, value);
    guest.browser.cookies.set(`${name}_embedded`, value);
  }
  assert.equal(await guest.name(), 403);
  const other = new Guest(app);
  await other.signIn();
  const moved = new TestBrowser(app, "https://id.example");
  for (const [name, value] of other.browser.cookies) moved.cookies.set(name.replace("_embedded", ""), value);
  assert.equal((await moved.request("/api/v3/core/users/me/")).status, 403);
});

test("a session that began in one page is none in another", async (t) => {
  const app = testApp(t, { embeddingOrigins: [page, "https://shop.example"] });
  const guest = new Guest(app);
  await guest.signIn();
  guest.browser.headers = { ...apart, origin: "https://shop.example" };
  assert.equal(await guest.name(), 403);
  guest.browser.headers = apart;
  assert.equal(await guest.name(), 200);
});

for (const [where, headers] of Object.entries({ "another site": apart, "the same site": sameSite })) {
  test(`what is sent for somebody who is signed in repeats the token, from ${where} too`, async (t) => {
    const app = embeddable(t);
    const guest = new Guest(app, headers);
    await guest.signIn();
    await guest.ask(setUp);
    for (const [token, origin] of [
      ["", page],
      ["made-up", page],
      [guest.token, "https://evil.example"],
    ] as const) {
      const body = await guest.ask(setUp, { code: "123456" }, { "x-authentik-csrf": token, origin });
      assert.match(await body.text(), /ak-stage-flow-error|Requests of other sites/);
    }
    await guest.ask(setUp);
    const answer = (await (await guest.ask(setUp, { code: "000000" })).json()) as { response_errors?: object };
    assert.ok(answer.response_errors, JSON.stringify(answer));
  });
}

test("a flow that is given up in such a page begins anew", async (t) => {
  const guest = new Guest(embeddable(t));
  const step = async (): Promise<string> =>
    ((await (await guest.ask(executor)).json()) as { component: string }).component;
  await guest.ask(executor);
  await guest.ask(executor, { uid_field: "user" });
  assert.equal(await step(), "ak-stage-password");
  const cancelled = await guest.browser.request("/flows/-/cancel/");
  assert.equal(cancelled.headers.get("access-control-allow-origin"), page);
  assert.equal(await step(), "ak-stage-identification");
});

test("what is wrong is said to the page too", async (t) => {
  const guest = new Guest(embeddable(t));
  const missing = await guest.ask("/api/v3/flows/executor/no-such-flow/?query=");
  assert.equal(missing.status, 404);
  assert.equal(missing.headers.get("access-control-allow-origin"), page);
});

test("a passkey is of the page that asked for it, and of no other", async (t) => {
  const guest = new Guest(embeddable(t));
  await guest.signIn();
  const path = "/api/v3/flows/executor/default-authenticator-webauthn-setup/?query=";
  const step = async (body?: unknown): Promise<Challenge> => (await (await guest.ask(path, body)).json()) as Challenge;
  const refused = await step(new TestPasskey("https://evil.example").answer(await step()));
  assert.match(JSON.stringify(refused.response_errors), /https:\/\/evil\.example/);
  const taken = await step(new TestPasskey(page).answer(await step()));
  assert.equal(taken.component, "xak-flow-redirect", JSON.stringify(taken));
});
