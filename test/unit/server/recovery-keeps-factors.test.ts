import assert from "node:assert/strict";
import { test } from "node:test";
import { TOTP } from "otpauth";
import type { FlowApp } from "../../../src/server/http/create-app.ts";
import { expectChallenge, testApp, TestBrowser, sentMessages } from "./support/test-app.ts";

const home = { component: "xak-flow-redirect", to: "/" };
const recovery = "account-recovery";
const secret = "MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U";
const chosen = { password: "entirely changed 7", password_repeat: "entirely changed 7" };

function addTotp(app: FlowApp, name = "user"): void {
  const userPk = app.store.users.findByUsername(name)?.pk ?? 0;
  const data = { secret, digits: 6, drift: 0, lastStep: -1 };
  const device = { userPk, deviceClass: "totp", name: "x", stage: "x", uniqueKey: null, data } as const;
  app.store.devices.insert(device, Date.now());
}

/** The query of the newest link. */
async function linkIn(app: FlowApp): Promise<string> {
  return /\?(\S+)/.exec((await sentMessages(app))[0]?.body ?? "")?.[1] ?? "";
}

/** A browser that has opened the link of a recovery, and what it is asked then. */
async function withLink(app: FlowApp, flow = recovery) {
  const browser = new TestBrowser(app);
  await browser.post(flow, { uid_field: "user" });
  const query = await linkIn(app);
  const { token } = expectChallenge(await browser.get(flow, query), "ak-stage-consent");
  return { browser, query, next: await browser.post(flow, { token }, query) };
}

/** A recovery as one made for the version before has it: without a step for second factors. */
function withoutFactorStep(app: FlowApp): void {
  const { objects } = app.store;
  const bindings = objects.list("authentik_flows.flowstagebinding");
  const stage = objects.findByKey(JSON.stringify(["stage", "account-recovery-validation"]));
  for (const { pk, data } of bindings) if (data.stage === stage?.pk) objects.remove(pk);
}

test("the shipped recovery asks for the second factor before anything is changed", async (t) => {
  const app = testApp(t);
  addTotp(app);
  const { browser, query, next } = await withLink(app);
  expectChallenge(next, "ak-stage-authenticator-validate");
  expectChallenge(await browser.post(recovery, chosen, query), "ak-stage-authenticator-validate");
  expectChallenge(await browser.post(recovery, { code: new TOTP({ secret }).generate() }, query), "ak-stage-prompt");
  assert.deepEqual(await browser.post(recovery, chosen, query), home);
  assert.equal((await browser.request("/if/user/")).status, 200);
});

test("whoever has none is not asked", async (t) => {
  const app = testApp(t);
  const { browser, query, next } = await withLink(app);
  expectChallenge(next, "ak-stage-prompt");
  assert.deepEqual(await browser.post(recovery, chosen, query), home);
});

test("a recovery without such a step signs nobody in before they have shown it", async (t) => {
  const app = testApp(t);
  withoutFactorStep(app);
  addTotp(app);
  const { browser, query, next } = await withLink(app);
  expectChallenge(next, "ak-stage-prompt");
  expectChallenge(await browser.post(recovery, chosen, query), "ak-stage-authenticator-validate");
  assert.equal((await browser.request("/if/user/")).status, 302);
  expectChallenge(await browser.get(recovery, query), "ak-stage-authenticator-validate");
  assert.deepEqual(await browser.post(recovery, { code: new TOTP({ secret }).generate() }, query), home);
  assert.equal((await browser.request("/if/user/")).status, 200);
});

test("signing up is not touched", async (t) => {
  const app = testApp(t);
  const flow = "account-sign-up";
  const wanted = { username: "ada", name: "Ada", email: "ada@example.test", ...chosen };
  await new TestBrowser(app).post(flow, wanted);
  addTotp(app, "ada");
  const browser = new TestBrowser(app);
  const query = await linkIn(app);
  const { token } = expectChallenge(await browser.get(flow, query), "ak-stage-consent");
  assert.deepEqual(await browser.post(flow, { token }, query), home);
});
