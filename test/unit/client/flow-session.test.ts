import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { deferred } from "./deferred.ts";
import { flowInfo, identification, json, password, ScriptedFlow } from "./scripted-client.ts";

const wrong = { ...password, response_errors: { password: [{ string: "Invalid password", code: "invalid" }] } };

describe("FlowSession", () => {
  it("shows the first challenge", async () => {
    const flow = new ScriptedFlow(json(identification));
    await flow.session.start();
    assert.deepEqual(flow.session.state, { status: "showing", challenge: identification, turn: 1, busy: false });
  });

  it("takes a challenge that the page has already, without a request", async () => {
    const flow = new ScriptedFlow();
    await flow.session.start(identification);
    assert.equal(flow.session.state.status, "showing");
    assert.equal(flow.methods, "");
  });

  it("takes a response that is on its way already", async () => {
    const flow = new ScriptedFlow();
    await flow.session.start(Promise.resolve(json(identification)));
    assert.equal(flow.session.state.status, "showing");
    assert.equal(flow.methods, "");
  });

  it("adds the component to the answer, last", async () => {
    const flow = new ScriptedFlow(json(identification), json(password));
    await flow.session.start();
    await flow.session.submit({ uid_field: "jane", component: "spoofed" });
    assert.deepEqual(flow.calls[1]?.body, { uid_field: "jane", component: "ak-stage-identification" });
  });

  it("reads the CSRF cookie and the language anew for each request", async () => {
    const flow = new ScriptedFlow(json(identification), json(password));
    await flow.session.start();
    flow.csrf = "second";
    await flow.session.submit({ uid_field: "jane" });
    assert.deepEqual(
      flow.calls.map(({ headers }) => headers.get("X-authentik-CSRF")),
      ["first", "second"],
    );
    assert.equal(flow.calls[0]?.headers.get("Accept-Language"), "de");
  });

  it("gives a new step a new turn", async () => {
    const flow = new ScriptedFlow(json(identification), json(password));
    await flow.session.start();
    await flow.session.submit({ uid_field: "jane" });
    assert.deepEqual(flow.session.state, { status: "showing", challenge: password, turn: 2, busy: false });
  });

  for (const errors of [wrong.response_errors, {}]) {
    it(`keeps the turn when the answer was not accepted (${JSON.stringify(errors)})`, async () => {
      const answer = { ...password, response_errors: errors };
      const flow = new ScriptedFlow(json(password), json(answer));
      await flow.session.start();
      await flow.session.submit({ password: "x" });
      assert.deepEqual(flow.session.state, { status: "showing", challenge: answer, turn: 1, busy: false });
    });
  }

  it("sends an answer before anybody shows that one is under way", async () => {
    const flow = new ScriptedFlow(json(identification), json(password));
    await flow.session.start();
    await flow.session.submit({ uid_field: "jane" });
    const showing = { status: "showing", challenge: identification, turn: 1 };
    assert.deepEqual(flow.calls[1]?.state, { ...showing, busy: false });
    assert.deepEqual(flow.states.at(-2), { ...showing, busy: true });
  });

  it("sends nothing twice while a request is under way", async () => {
    const flow = new ScriptedFlow(json(identification), json(password));
    await flow.session.start();
    await Promise.all([flow.session.submit({ uid_field: "jane" }), flow.session.submit({ uid_field: "jane" })]);
    assert.equal(flow.methods, "GET POST");
  });

  it("leaves for the target of a redirect, and stays there", async () => {
    const flow = new ScriptedFlow(json(password), json({ component: "xak-flow-redirect", to: "/app" }));
    await flow.session.start();
    await flow.session.submit({ password: "x" });
    await flow.session.submit({ password: "x" });
    assert.deepEqual(flow.session.state, { status: "leaving", to: "/app", turn: 1 });
    assert.equal(flow.methods, "GET POST");
  });

  it("asks again when a redirect leads to the executor itself", async () => {
    const self = { component: "xak-flow-redirect", to: "/api/v3/flows/executor/login/?query=" };
    const flow = new ScriptedFlow(json(identification), json(self), json(password));
    await flow.session.start();
    await flow.session.submit({ uid_field: "jane" });
    assert.equal(flow.methods, "GET POST GET");
    assert.equal(
      flow.session.state.status === "showing" && flow.session.state.challenge.component,
      "ak-stage-password",
    );
  });

  it("does not run in circles", async () => {
    const self = { component: "xak-flow-redirect", to: "/api/v3/flows/executor/login/?query=" };
    const flow = new ScriptedFlow(...Array.from({ length: 20 }, () => json(self)));
    await flow.session.start();
    assert.deepEqual(flow.session.state, { status: "failed", problem: { code: "redirect-loop" }, turn: 0 });
  });

  it("says that the plan was lost when another step complains about the answer", async () => {
    const complaint = { non_field_errors: [{ string: "No identification data provided.", code: "invalid" }] };
    const flow = new ScriptedFlow(json(password), json({ ...identification, response_errors: complaint }));
    await flow.session.start();
    await flow.session.submit({ password: "x" });
    assert.deepEqual(flow.session.state, {
      status: "showing",
      challenge: identification,
      turn: 2,
      busy: false,
      problem: { code: "plan-lost" },
    });
  });

  it("keeps the form when the executor reports an error of its own", async () => {
    const error = { component: "ak-stage-flow-error", request_id: "r1", error: "boom" };
    const flow = new ScriptedFlow(json(password), json(error));
    await flow.session.start();
    await flow.session.submit({ password: "x" });
    const { state } = flow.session;
    assert.ok(state.status === "showing" && state.challenge.component === "ak-stage-password");
    assert.deepEqual(state.problem, { code: "flow-error", requestId: "r1", detail: "boom" });
  });

  it("shows an error of the executor where there is nothing typed to lose", async () => {
    const error = { component: "ak-stage-flow-error", request_id: "r1" };
    const dummy = { component: "ak-stage-dummy", name: "x", flow_info: flowInfo };
    const flow = new ScriptedFlow(json(dummy), json(error));
    await flow.session.start();
    await flow.session.submit({});
    const { state } = flow.session;
    assert.equal(state.status === "showing" && state.challenge.component, "ak-stage-flow-error");
  });

  it("keeps form and turn when the page comes back to the same step", async () => {
    const flow = new ScriptedFlow(json(password), json(password));
    await flow.session.start();
    await flow.session.refresh();
    assert.equal(flow.session.state.status === "showing" && flow.session.state.turn, 1);
  });

  it("moves on when the page comes back to another step", async () => {
    const flow = new ScriptedFlow(json(identification), json(password));
    await flow.session.start();
    await flow.session.refresh();
    assert.equal(flow.session.state.status === "showing" && flow.session.state.turn, 2);
  });

  it("drops an answer that comes after it was stopped", async () => {
    const late = deferred<Response>();
    const flow = new ScriptedFlow(json(identification), late.promise);
    await flow.session.start();
    const submitted = flow.session.submit({ uid_field: "jane" });
    flow.session.stop();
    late.resolve(json(password));
    await submitted;
    assert.equal(
      flow.session.state.status === "showing" && flow.session.state.challenge.component,
      "ak-stage-identification",
    );
  });

  it("drops an answer that a later request overtook", async () => {
    const late = deferred<Response>();
    const flow = new ScriptedFlow(late.promise, json(password));
    const first = flow.session.start();
    await flow.session.start();
    late.resolve(json(identification));
    await first;
    assert.equal(
      flow.session.state.status === "showing" && flow.session.state.challenge.component,
      "ak-stage-password",
    );
  });
});
