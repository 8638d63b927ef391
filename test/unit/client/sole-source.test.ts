import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Challenge } from "../../../src/protocol/challenges.ts";
import { flowInfo, identification, json, ScriptedFlow } from "./scripted-client.ts";

const plex: Challenge = { component: "ak-source-plex", client_id: "c", slug: "plex", flow_info: flowInfo };
const source = { name: "Contoso", icon_url: null, challenge: { component: "xak-flow-redirect", to: "/source/" } };
const sole = { ...identification, user_fields: null, sources: [source] };

describe("FlowSession, with login sources", () => {
  it("goes on to the one that was chosen, without a request", async () => {
    const flow = new ScriptedFlow(json(identification));
    await flow.session.start();
    await flow.session.choose(plex);
    assert.deepEqual(flow.session.state, { status: "showing", challenge: plex, turn: 2, busy: false });
    assert.equal(flow.methods, "GET");
  });

  it("chooses none while a request is under way", async () => {
    const flow = new ScriptedFlow(json(identification), json(identification));
    await flow.session.start();
    const submitted = flow.session.submit({ uid_field: "jane" });
    await flow.session.choose(plex);
    await submitted;
    assert.equal(
      flow.states.some((state) => state.status === "showing" && state.challenge === plex),
      false,
    );
  });

  it("asks again where the flow stands when somebody turns back", async () => {
    const flow = new ScriptedFlow(json(identification), json(identification));
    await flow.session.start();
    await flow.session.choose(plex);
    await flow.session.start();
    assert.deepEqual(flow.session.state, { status: "showing", challenge: identification, turn: 3, busy: false });
  });

  it("leaves for the only one by itself", async () => {
    const flow = new ScriptedFlow(json(sole));
    await flow.session.start();
    assert.deepEqual(flow.session.state, { status: "leaving", to: "/source/", turn: 0 });
  });

  it("does not send somebody away again who comes back", async () => {
    const flow = new ScriptedFlow(json(sole), json(sole));
    await flow.session.start();
    await flow.session.refresh();
    assert.equal(flow.session.state.status, "showing");
  });

  for (const [what, overrides] of [
    ["a field", { user_fields: ["email"] }],
    ["a passkey", { passwordless_url: "/key" }],
    ["another source", { sources: [source, source] }],
  ] as const) {
    it(`waits where there is ${what} too`, async () => {
      const flow = new ScriptedFlow(json({ ...sole, ...overrides }));
      await flow.session.start();
      assert.equal(flow.session.state.status, "showing");
    });
  }
});
