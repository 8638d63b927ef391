import assert from "node:assert/strict";
import { test } from "node:test";
import type { FlowApp } from "../../../src/server/http/create-app.ts";
import { expectChallenge, sentMessages, testApp, TestBrowser } from "./support/test-app.ts";

const recovery = "account-recovery";
const enrollment = "account-sign-up";
const used = /This link was used already\. Begin again here to get a new one\./;
const gone = /This link is no longer valid, or a part of it is missing\. Begin again here to get a new one\./;
const chosen = { password: "blue whale 42", password_repeat: "blue whale 42" };

async function newestLink(app: FlowApp): Promise<string> {
  return /\?(\S+)/.exec((await sentMessages(app))[0]?.body ?? "")?.[1] ?? "";
}

/** The page that somebody is led to who opens a link: where it is, and what it says. */
async function ledTo(browser: TestBrowser, slug: string, query: string): Promise<[to: string, page: string]> {
  const { to } = expectChallenge(await browser.get(slug, query), "xak-flow-redirect");
  let response = await browser.request(to);
  while (response.status === 302) response = await browser.request(response.headers.get("location") ?? "");
  return [to, await response.text()];
}

test("a link that is too old, unknown or not whole says so, and leads to where there is a new one", async (t) => {
  const app = testApp(t);
  await new TestBrowser(app).post(recovery, { uid_field: "user" }, "next=%2Fapp");
  const link = await newestLink(app);
  for (const [slug, query, to] of [
    [recovery, link.slice(0, -1), `/if/flow/${recovery}/?next=%2Fapp`],
    [recovery, "flow_token=unknown", `/if/flow/${recovery}/`],
    [enrollment, link, `/if/flow/${enrollment}/?next=%2Fapp`],
  ] as const) {
    const [at, page] = await ledTo(new TestBrowser(app), slug, query);
    assert.equal(at, to);
    assert.match(page, gone);
  }
  t.mock.timers.enable({ apis: ["Date"], now: Date.now() + 3_600_000 });
  const browser = new TestBrowser(app);
  const [, page] = await ledTo(browser, recovery, link);
  assert.match(page, gone);
  // It is said once, and the step that shows gets a new one.
  assert.doesNotMatch(await (await browser.request(`/if/flow/${recovery}/`)).text(), gone);
  expectChallenge(await browser.post(recovery, { uid_field: "user" }), "ak-stage-email");
});

test("a link that was used says so; its owner, who is signed in by it, is led on", async (t) => {
  const app = testApp(t);
  const browser = new TestBrowser(app);
  await browser.post(recovery, { uid_field: "user" });
  const link = await newestLink(app);
  const { token } = expectChallenge(await browser.get(recovery, link), "ak-stage-consent");
  await browser.post(recovery, { token }, link);
  expectChallenge(await browser.post(recovery, chosen, link), "xak-flow-redirect");
  const [at, page] = await ledTo(new TestBrowser(app), recovery, link);
  assert.equal(at, `/if/flow/${recovery}/`);
  assert.match(page, used);
  const again = await browser.get(recovery, `next=%2Fapp&${link}`);
  assert.deepEqual(again, { component: "xak-flow-redirect", to: "/app" });
});

test("the link of a sign-up that was used leads to sign-in", async (t) => {
  const app = testApp(t);
  const wanted = { username: "ada", name: "Ada", email: "ada@example.test", ...chosen };
  await new TestBrowser(app).post(enrollment, wanted);
  const link = await newestLink(app);
  const owner = new TestBrowser(app);
  const { token } = expectChallenge(await owner.get(enrollment, link), "ak-stage-consent");
  await owner.post(enrollment, { token }, link);
  const [at, page] = await ledTo(new TestBrowser(app), enrollment, link);
  assert.equal(at, "/flows/-/default/authentication/");
  assert.match(page, /This link was used already: your account is ready\. Sign in with it\./);
});

test("a link that is no good ends nothing that was begun without it", async (t) => {
  const browser = new TestBrowser(testApp(t));
  await browser.post(recovery, { uid_field: "user" });
  expectChallenge(await browser.get(recovery, "flow_token=unknown"), "xak-flow-redirect");
  expectChallenge(await browser.get(recovery), "ak-stage-email");
});

test("what was begun with a link goes on when the link is too old by then", async (t) => {
  const app = testApp(t);
  const browser = new TestBrowser(app);
  await browser.post(recovery, { uid_field: "user" });
  const link = await newestLink(app);
  const { token } = expectChallenge(await browser.get(recovery, link), "ak-stage-consent");
  expectChallenge(await browser.post(recovery, { token }, link), "ak-stage-prompt");
  t.mock.timers.enable({ apis: ["Date"], now: Date.now() + 3_600_000 });
  expectChallenge(await browser.post(recovery, chosen, link), "xak-flow-redirect");
});
