import assert from "node:assert/strict";
import { test } from "node:test";
import { isComponent } from "../../../src/protocol/component-names.ts";
import { demoFlows } from "../../../src/server/demo/demo-flows.ts";
import { TestBrowser, testApp } from "./support/test-app.ts";

const scripted = demoFlows
  .filter(({ title }) => title.startsWith("Scripted"))
  .flatMap(({ links }) => links)
  .map(({ path }) => /\/if\/flow\/([\w-]+)\//.exec(path)?.[1] ?? "");

test("every scripted flow shows components of the protocol, takes any answer, and ends", async (t) => {
  const app = testApp(t);
  for (const slug of scripted) {
    const browser = new TestBrowser(app);
    let challenge = await browser.get(slug);
    for (let round = 0; challenge.component !== "xak-flow-redirect"; round++) {
      assert.ok(round < 5, `${slug} does not end`);
      assert.ok(isComponent(challenge.component), `${slug} shows ${challenge.component}`);
      challenge = await browser.post(slug, {});
    }
  }
});

test("a scripted rejection keeps the step and carries its sentences", async (t) => {
  const browser = new TestBrowser(testApp(t));
  await browser.get("demo-device-code");
  const answer = await browser.post("demo-device-code", { code: "123" });
  assert.equal(answer.component, "ak-provider-oauth2-device-code");
  assert.deepEqual(answer.response_errors, { code: [{ string: "Invalid code", code: "invalid" }] });
});

test("the choice of a device is answered with a code that is on its way, however often it is made", async (t) => {
  const browser = new TestBrowser(testApp(t));
  const slug = "demo-authenticator-validate";
  await browser.get(slug);
  const sent = { non_field_errors: [{ string: "Empty response", code: "invalid" }] };
  for (const device_uid of ["2", "3", "2"]) {
    const chosen = await browser.post(slug, { selected_challenge: { device_uid } });
    assert.deepEqual("response_errors" in chosen && chosen.response_errors, sent);
  }
  const wrong = await browser.post(slug, { code: "123456" });
  assert.ok("response_errors" in wrong && wrong.response_errors["code"]);
  assert.equal((await browser.post(slug, { code: "123456" })).component, "xak-flow-redirect");
});

test("another number, or the same one again, does not end the scripted set-up", async (t) => {
  const browser = new TestBrowser(testApp(t));
  const slug = "demo-authenticator-sms";
  await browser.get(slug);
  for (const phone_number of ["+12025550100", "+12025550100", "+12025550101"]) {
    const taken = await browser.post(slug, { phone_number });
    assert.deepEqual("response_errors" in taken && taken.response_errors, {});
  }
  assert.equal((await browser.post(slug, { code: "123456" })).component, "xak-flow-redirect");
});

test("a scripted flow is there for every component that has no other", () => {
  assert.equal(new Set(scripted).size, scripted.length);
  assert.ok(scripted.length >= 21);
});
