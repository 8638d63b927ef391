import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { flowModel } from "../../../src/server/engine/models/flow-model.ts";
import type { FlowApp } from "../../../src/server/http/create-app.ts";
import { isJsonObject, type JsonObject } from "../../../src/server/store/json-value.ts";
import { keyDigest } from "../../../src/server/store/key-digest.ts";
import { type TestStage } from "./support/flow-blueprint.ts";
import { expectChallenge, TestBrowser } from "./support/test-app.ts";
import { StoppedServer } from "./support/stopped-server.ts";

const stage: TestStage = { model: "dummy.dummystage" };

function changeSession(app: FlowApp, browser: TestBrowser, change: (data: JsonObject) => JsonObject): void {
  const [, payload = ""] = browser.cookies.get("authentik_session")?.split(".") ?? [];
  const { sid } = JSON.parse(Buffer.from(payload, "base64url").toString()) as { sid: string };
  const record = app.store.sessions.get(keyDigest(sid), Date.now());
  assert.ok(isJsonObject(record?.data));
  app.store.sessions.save({ ...record, data: change(structuredClone(record.data)) });
}

describe("a plan that cannot be read is dropped, and the next request begins anew", () => {
  const spoiled: Record<string, (plan: JsonObject) => JsonObject> = {
    "of no steps": ({ bindings: _bindings, ...rest }) => rest,
    "of steps without a stage": (plan) => ({ ...plan, bindings: [{ binding: null }] }),
    "of stages of another kind": (plan) => ({
      ...plan,
      bindings: [
        { binding: null, stage: { kind: "new", pk: "x" }, order: 0, invalidResponseAction: "retry", reEvaluate: false },
      ],
    }),
    "that counts backwards": (plan) => ({ ...plan, restarts: -1 }),
    "about somebody who is none": (plan) => ({ ...plan, context: { pending_user: { pk: 1 } } }),
    "about a user with a text for a number": (plan) => ({ ...plan, context: { pending_user: "admin" } }),
    "without a context": (plan) => ({ ...plan, context: null }),
  };
  for (const [name, spoil] of Object.entries(spoiled)) {
    test(name, async (t) => {
      const server = new StoppedServer(t);
      server.add([stage, stage]);
      const browser = new TestBrowser(server.app);
      await browser.get("f");
      assert.equal(expectChallenge(await browser.post("f", {}), "ak-stage-dummy").name, "f-1");
      changeSession(server.app, browser, (data) => ({
        ...data,
        plan: isJsonObject(data.plan) ? spoil(data.plan) : {},
      }));
      server.assertStopped(await browser.post("f", {}), /The plan under way cannot be read, and was dropped/);
      assert.equal(expectChallenge(await browser.get("f"), "ak-stage-dummy").name, "f-0");
    });
  }

  test("and so is what is no JSON at all", async (t) => {
    const server = new StoppedServer(t);
    server.add([stage, stage]);
    const browser = new TestBrowser(server.app);
    await browser.get("f");
    server.corrupt("UPDATE sessions SET data = '{'");
    server.assertStopped(await browser.get("f"), /cannot be read/);
    expectChallenge(await browser.get("f"), "ak-stage-dummy");
  });

  test("under a token, too", async (t) => {
    const server = new StoppedServer(t);
    server.add([stage]);
    const flow = server.app.store.objects.list(flowModel.name).find(({ data }) => data.slug === "f")?.pk ?? "";
    const { flowTokens } = server.app.store;
    const plan = { flow, bindings: [], context: {} };
    const key = flowTokens.insert({ identifier: "x", userPk: null, plan, expires: Date.now() + 60_000 });
    const browser = new TestBrowser(server.app);
    server.assertStopped(await browser.get("f", `flow_token=${key}`), /The plan of a flow token cannot be read/);
    expectChallenge(await browser.get("f", `flow_token=${key}`), "xak-flow-redirect");
    expectChallenge(await browser.get("f"), "ak-stage-dummy");
  });
});

test("what was foreseen takes one line of the log and no stack trace", async (t) => {
  const server = new StoppedServer(t);
  const browser = new TestBrowser(server.app);
  await browser.signIn();
  const address = "/api/v3/flows/executor/default-authentication-flow/?query=";
  const headers = { "content-type": "application/json" };
  await browser.request(address, { method: "POST", headers, body: "{}" });
  await browser.request(address, { method: "PUT", headers, body: "{}" });
  await browser.request(address, { method: "POST", headers, body: "{\n\u2028info forged" });
  const lines = server.logged.filter((line) => /CsrfError|Refusal|BodyError/.test(line));
  assert.equal(lines.length, 3);
  for (const line of lines) assert.match(line, /^info [0-9a-f]{32} \w+: [^\n\u2028]+$/);
  assert.deepEqual(server.unexpected, []);
});
