/** Flows of all kinds, held against what they should do: nothing that fails, hangs, is unknown or gone ever leaves out a step. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { Executor } from "../../../src/server/engine/executor.ts";
import { FlowFault } from "../../../src/server/engine/flow-fault.ts";
import type { FlowRequest } from "../../../src/server/engine/flow-request.ts";
import { text } from "../../../src/server/engine/fields.ts";
import { Membership } from "../../../src/server/engine/membership.ts";
import { defineModel } from "../../../src/server/engine/model.ts";
import { ModelStore } from "../../../src/server/engine/model-store.ts";
import { type Flow, flowModel } from "../../../src/server/engine/models/flow-model.ts";
import { policyBindingModel } from "../../../src/server/engine/models/policy-binding-model.ts";
import { stageBindingModel } from "../../../src/server/engine/models/stage-binding-model.ts";
import { Planner } from "../../../src/server/engine/planner.ts";
import { BindingPolicyEngine, type PolicyEvaluator } from "../../../src/server/engine/policy-engine.ts";
import { Session } from "../../../src/server/engine/session.ts";
import type { StageHandler } from "../../../src/server/engine/stage-handler.ts";
import type { Services } from "../../../src/server/engine/services.ts";
import type { JsonObject } from "../../../src/server/store/json-value.ts";
import { openStore } from "../../../src/server/store/store.ts";
import { httpFacts } from "./support/expressions.ts";
import {
  type Expected,
  expectedOf,
  type FlowCase,
  flows,
  type PolicyCase,
  type StepCase,
} from "./support/failing-flows.ts";

const folder = mkdtempSync(join(tmpdir(), "closed-"));
const store = openStore(folder);
after(() => {
  store.database.close();
  rmSync(folder, { recursive: true });
});

const model = defineModel({ name: "test.stage", family: "stage", unique: [], fields: { name: text(), fault: text() } });
const handler: StageHandler<typeof model> = {
  model,
  async show({ settings }) {
    if (settings.fault === "throw") throw new Error("The stage fails.");
    return { kind: "challenge", challenge: { component: "ak-stage-dummy", name: settings.name } };
  },
  async answer({ settings }) {
    if (settings.fault === "throw") throw new Error("The stage fails.");
    return { kind: "ok" };
  },
};

const readable = async (policy: { data: JsonObject }): Promise<string> => {
  if (typeof policy.data.behaviour !== "string") throw new Error("The policy cannot be read.");
  return policy.data.behaviour;
};
const evaluator: PolicyEvaluator = async (policy) => {
  const behaviour = await readable(policy);
  if (behaviour === "throw") throw new Error("The policy fails.");
  if (behaviour === "hang") await new Promise(() => undefined);
  return { passing: behaviour === "pass", messages: [] };
};

const models = new ModelStore(store.objects);
const membership = new Membership(store.users, models);
const engine = new BindingPolicyEngine(
  models,
  membership,
  { "test.policy": evaluator },
  { log: () => undefined, grace: 0 },
);
/** Policies that hang are given up after a millisecond. */
const hasty = {
  evaluate: (target, request) => engine.evaluate(target, { ...request, timeLimit: 1 }),
  evaluateAll: (pks, request) => engine.evaluateAll(pks, request),
  hasBindings: (target) => engine.hasBindings(target),
} satisfies Services["policies"];
const executor = new Executor(
  {
    store,
    models,
    membership,
    policies: hasty,
    planner: new Planner(models, hasty, membership),
    log: () => undefined,
  } as unknown as Services,
  { [model.name]: handler },
);

function insert(name: string, data: JsonObject): string {
  return store.objects.insert({ model: name, uniqueKey: null, data });
}

function addPolicies(target: string, cases: readonly PolicyCase[]): void {
  for (const [order, { behaviour, negate, failureResult }] of cases.entries()) {
    const type = behaviour === "unknown type" ? "test.newpolicy" : "test.policy";
    const data = { name: behaviour, ...(behaviour !== "unreadable" && { behaviour }) };
    const policy = behaviour === "gone" ? "gone" : insert(type, data);
    insert(policyBindingModel.name, {
      target,
      policy,
      order,
      negate,
      failure_result: failureResult,
      enabled: true,
      timeout: 0,
    });
  }
}

interface Built {
  readonly flow: Flow;
  /** Lets happen what happens once the flow is planned. */
  readonly happen: () => void;
}

function build(given: FlowCase): Built {
  store.database.run("DELETE FROM objects");
  const pk = insert(flowModel.name, {
    name: "f",
    title: "f",
    slug: "f",
    designation: "authentication",
    policy_engine_mode: given.mode,
  });
  addPolicies(pk, given.policies);
  const happenings = given.steps.map(({ mode: all, marker, policies: cases, mishap }, order) => {
    const stage = insert(model.name, { name: String(order), fault: mishap === "handler throws" ? "throw" : "none" });
    const binding = insert(stageBindingModel.name, {
      target: pk,
      stage,
      order,
      policy_engine_mode: all,
      evaluate_on_plan: marker !== "on run",
      re_evaluate_policies: marker !== "on plan",
    });
    addPolicies(binding, cases);
    const sql: Partial<Record<StepCase["mishap"], [sql: string, pk: string]>> = {
      "binding removed": ["DELETE FROM objects WHERE pk = ?", binding],
      "stage removed": ["DELETE FROM objects WHERE pk = ?", stage],
      "type unknown": ["UPDATE objects SET model = 'test.newstage' WHERE pk = ?", stage],
      unreadable: ["UPDATE objects SET data = json_remove(data, '$.name') WHERE pk = ?", stage],
    };
    const change = sql[mishap];
    return () => change && store.database.run(...change);
  });
  const flow = models.get(flowModel, pk);
  assert.ok(flow);
  return { flow, happen: () => happenings.forEach((happening) => happening()) };
}

/** Plans the flow and answers every step until there is an end, or an error that comes again. */
async function run({ flow, happen }: Built): Promise<Expected> {
  const session = Session.anonymous(0);
  const request = (method: FlowRequest["method"]): FlowRequest => ({
    ...httpFacts({ query: "" }),
    method,
    session,
    now: 0,
    body: {},
  });
  const shown: number[] = [];
  try {
    const planned = await planOnly(flow, request("GET"));
    if (planned !== undefined) return { shown, end: planned };
    happen();
    for (let count = 0; count < 20; count++) {
      const answer = await executor.execute(flow, request("GET"));
      if (answer.kind === "again") continue;
      const { challenge } = answer;
      if (challenge.component === "xak-flow-redirect") return { shown, end: "end" };
      if (challenge.component === "ak-stage-access-denied") return { shown, end: "denied" };
      assert.equal(challenge.component, "ak-stage-dummy");
      shown.push(Number("name" in challenge && challenge.name));
      const posted = await executor.execute(flow, request("POST"));
      if (posted.kind === "again") continue;
      assert.equal(posted.challenge.component, "xak-flow-redirect");
      return { shown, end: "end" };
    }
    assert.fail("the flow goes on forever");
  } catch (error) {
    if (error instanceof assert.AssertionError) throw error;
    const before = structuredClone(session.state);
    await assert.rejects(executor.execute(flow, request("GET")), error instanceof FlowFault ? FlowFault : Error);
    await assert.rejects(executor.execute(flow, request("POST")));
    assert.deepEqual(session.state, before);
    return { shown, end: "stopped" };
  }
}

/** Has the flow planned and nothing else: the plan is the session's afterwards. */
async function planOnly(flow: Flow, request: FlowRequest): Promise<Expected["end"] | undefined> {
  const planned = await new Planner(models, hasty, membership).plan(flow, { user: null, http: request, context: {} });
  if (planned.kind === "not-applicable") return "denied";
  if (planned.kind === "empty") return "end";
  request.session.state.plan = planned.plan;
  return undefined;
}

test("no failing policy, unknown stage or failing handler shortens a plan or lets a flow reach its end", async () => {
  const reached = { end: 0, stopped: 0, denied: 0 };
  await fc.assert(
    fc.asyncProperty(flows, async (given) => {
      const expected = expectedOf(given);
      const came = await run(store.database.transaction(() => build(given)));
      reached[came.end] += 1;
      assert.deepEqual(came, expected);
    }),
    { numRuns: 500 },
  );
  // Otherwise the flows would not be worth much.
  assert.ok(Math.min(reached.end, reached.stopped, reached.denied) > 20, JSON.stringify(reached));
});
