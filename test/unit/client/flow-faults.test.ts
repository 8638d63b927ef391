import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { deferred } from "./deferred.ts";
import { flowInfo, identification, json, password, type Reply, ScriptedFlow } from "./scripted-client.ts";

const html = (status: number): Response =>
  new Response("<!doctype html><title>Bad Gateway</title>", { status, headers: { "Content-Type": "text/html" } });

/** Each fault, and the problem that a person is told of. */
const faults: readonly [name: string, reply: () => Reply, problem: object][] = [
  ["the network is gone", () => new TypeError("Failed to fetch"), { code: "unreachable" }],
  ["HTML comes instead of JSON", () => html(200), { code: "unreadable" }],
  ["the JSON is cut off", () => new Response('{"component":"ak-stage-pass'), { code: "unreadable" }],
  ["the JSON is no challenge", () => json([1]), { code: "unreadable" }],
  ["the JSON is null", () => json(null), { code: "unreadable" }],
  ["400", () => json({ detail: "no" }, { status: 400 }), { code: "rejected" }],
  ["403", () => json({ detail: "CSRF Failed" }, { status: 403 }), { code: "rejected" }],
  ["404 with HTML", () => html(404), { code: "not-found" }],
  ["405, as authentik answers an answer to a flow that does not exist", () => html(405), { code: "not-found" }],
  ["429", () => html(429), { code: "rate-limited" }],
  [
    "429 with a wait",
    () => new Response("", { status: 429, headers: { "Retry-After": "30" } }),
    { code: "rate-limited", retryAfter: 30 },
  ],
  ["500 with HTML", () => html(500), { code: "unavailable" }],
  [
    "503 with a wait",
    () => new Response("{}", { status: 503, headers: { "Retry-After": "5" } }),
    { code: "unavailable", retryAfter: 5 },
  ],
  [
    "502 with a request id",
    () => new Response("", { status: 502, headers: { "X-authentik-id": "abc" } }),
    { code: "unavailable", requestId: "abc" },
  ],
];

describe("FlowSession, when something goes wrong", () => {
  for (const [name, reply, problem] of faults) {
    it(`keeps the step after a submit: ${name}`, async () => {
      const flow = new ScriptedFlow(json(password), reply());
      await flow.session.start();
      await flow.session.submit({ password: "x" });
      assert.deepEqual(flow.session.state, { status: "showing", challenge: password, turn: 1, busy: false, problem });
    });

    it(`says so when nothing shows yet, and can start again: ${name}`, async () => {
      const flow = new ScriptedFlow(reply(), json(password));
      await flow.session.start();
      assert.deepEqual(flow.session.state, { status: "failed", problem, turn: 0 });
      await flow.session.start();
      assert.equal(flow.session.state.status, "showing");
    });
  }

  it("settles the form after a fault of this page itself, with a way on, and does not blame the network", async () => {
    const flow = new ScriptedFlow(json(password), json(password), json(identification));
    await flow.session.start();
    Object.defineProperty(flow, "csrf", {
      get() {
        throw new RangeError("a fault of ours");
      },
      configurable: true,
    });
    await assert.rejects(flow.session.submit({ password: "x" }), RangeError);
    const problem = { code: "unexpected" };
    assert.deepEqual(flow.session.state, { status: "showing", challenge: password, turn: 1, busy: false, problem });
    Object.defineProperty(flow, "csrf", { value: "first" });
    await flow.session.submit({ password: "x" });
    assert.equal(flow.session.state.status, "showing");
    assert.equal("problem" in flow.session.state, false);
  });

  it("compares forms whose fields are null", async () => {
    const empty = { component: "ak-stage-prompt", fields: null, flow_info: flowInfo };
    const flow = new ScriptedFlow(json(empty), json(empty));
    await flow.session.start();
    await flow.session.refresh();
    assert.equal(flow.session.state.status === "showing" && flow.session.state.busy, false);
  });

  it("signs in without AbortSignal.any and URL.canParse, and still times out", async (t) => {
    t.mock.timers.enable({ apis: ["setTimeout"] });
    const missing = [[AbortSignal, "any"] as const, [URL, "canParse"] as const];
    const kept = missing.map(([owner, name]) => Object.getOwnPropertyDescriptor(owner, name));
    for (const [owner, name] of missing) Reflect.deleteProperty(owner, name);
    try {
      const flow = new ScriptedFlow(json(password), json({ component: "xak-flow-redirect", to: "/" }));
      await flow.session.start();
      await flow.session.submit({ password: "x" });
      assert.deepEqual(flow.states.at(-1)?.status, "leaving");
      flow.then(new Promise(() => undefined));
      const late = flow.session.start();
      t.mock.timers.tick(30_000);
      await late;
      assert.deepEqual(flow.states.at(-1), { status: "failed", problem: { code: "timeout" }, turn: 1 });
    } finally {
      missing.forEach(([owner, name], index) => Object.defineProperty(owner, name, kept[index] ?? {}));
    }
  });

  it("tells being offline from a server that cannot be reached", async () => {
    const flow = new ScriptedFlow(new TypeError("Failed to fetch"));
    flow.online = false;
    await flow.session.start();
    assert.deepEqual(flow.session.state, { status: "failed", problem: { code: "offline" }, turn: 0 });
  });

  it("reads a date in Retry-After", async (context) => {
    context.mock.timers.enable({ apis: ["Date"], now: Date.parse("2026-01-01T00:00:00Z") });
    const headers = { "Retry-After": "Thu, 01 Jan 2026 00:01:30 GMT" };
    const flow = new ScriptedFlow(new Response("", { status: 429, headers }));
    await flow.session.start();
    assert.equal(flow.session.state.status === "failed" && flow.session.state.problem.retryAfter, 90);
  });

  for (const what of ["the response", "an early response"]) {
    it(`gives up waiting for ${what} after the limit`, async (context) => {
      context.mock.timers.enable({ apis: ["setTimeout"] });
      const never = deferred<Response>().promise;
      const flow = new ScriptedFlow(never);
      const started = flow.session.start(what === "the response" ? undefined : never);
      await Promise.resolve();
      context.mock.timers.tick(29_999);
      assert.equal(flow.session.state.status, "starting");
      context.mock.timers.tick(1);
      await started;
      assert.deepEqual(flow.session.state, { status: "failed", problem: { code: "timeout" }, turn: 0 });
    });
  }

  it("gives up waiting for a body that never ends", async (context) => {
    context.mock.timers.enable({ apis: ["setTimeout"] });
    const flow = new ScriptedFlow(new Response(new ReadableStream({})));
    const started = flow.session.start();
    await new Promise<void>((resolve) => setImmediate(resolve));
    context.mock.timers.tick(30_000);
    await started;
    assert.deepEqual(flow.session.state, { status: "failed", problem: { code: "timeout" }, turn: 0 });
  });

  it("asks where the flow stands before it sends an answer again", async () => {
    const flow = new ScriptedFlow(json(identification), new TypeError("reset"), json(identification), json(password));
    await flow.session.start();
    await flow.session.submit({ uid_field: "jane" });
    await flow.session.submit({ uid_field: "jane" });
    assert.equal(flow.methods, "GET POST GET POST");
    assert.equal(
      flow.session.state.status === "showing" && flow.session.state.challenge.component,
      "ak-stage-password",
    );
  });

  it("does not send the answer to the next step when the first try has arrived after all", async () => {
    const flow = new ScriptedFlow(json(identification), new TypeError("reset"), json(password));
    await flow.session.start();
    await flow.session.submit({ uid_field: "jane" });
    await flow.session.submit({ uid_field: "jane" });
    assert.equal(flow.methods, "GET POST GET");
    assert.deepEqual(flow.session.state, { status: "showing", challenge: password, turn: 2, busy: false });
  });

  const fault = { component: "ak-stage-flow-error", request_id: "abc" };

  it("posts nothing to a step that nobody has seen after the next step has failed", async () => {
    const flow = new ScriptedFlow(json(password), json(fault), json(fault), json(identification));
    await flow.session.start();
    await flow.session.submit({ password: "x" });
    await flow.session.submit({ password: "x" });
    const problem = { code: "flow-error", requestId: "abc" };
    assert.deepEqual(flow.session.state, { status: "showing", challenge: password, turn: 1, busy: false, problem });
    await flow.session.submit({ password: "x" });
    assert.equal(flow.methods, "GET POST GET GET");
    const { state } = flow.session;
    assert.equal(state.status === "showing" && state.challenge.component, "ak-stage-identification");
  });

  it("sends the answer again after an error of the executor where the same step is still asked", async () => {
    const flow = new ScriptedFlow(json(password), json(fault), json(password), json(identification));
    await flow.session.start();
    await flow.session.submit({ password: "x" });
    await flow.session.submit({ password: "y" });
    assert.equal(flow.methods, "GET POST GET POST");
    assert.equal(flow.calls[3]?.body?.["password"], "y");
  });

  it("says so when the server has lost the plan meanwhile", async () => {
    const flow = new ScriptedFlow(json(password), new TypeError("reset"), json(identification));
    await flow.session.start();
    await flow.session.submit({ password: "x" });
    await flow.session.submit({ password: "x" });
    const { state } = flow.session;
    assert.deepEqual(state.status === "showing" && [state.challenge.component, state.problem], [
      "ak-stage-identification",
      { code: "plan-lost" },
    ]);
  });

  it("forgets a problem as soon as the next try is under way", async () => {
    const waiting = deferred<Response>();
    const flow = new ScriptedFlow(json(password), new TypeError("reset"), waiting.promise);
    await flow.session.start();
    await flow.session.submit({ password: "x" });
    void flow.session.submit({ password: "x" });
    assert.deepEqual(flow.session.state, { status: "showing", challenge: password, turn: 1, busy: true });
    flow.session.stop();
  });
});
