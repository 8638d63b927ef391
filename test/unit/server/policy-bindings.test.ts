import assert from "node:assert/strict";
import { describe, test, type TestContext } from "node:test";
import { type BreachLookup } from "../../../src/server/policies/breach-lookup.ts";
import { Membership } from "../../../src/server/engine/membership.ts";
import {
  BindingPolicyEngine,
  type Decision,
  type PolicyEvaluator,
  type Verdict,
} from "../../../src/server/engine/policy-engine.ts";
import type { JsonObject } from "../../../src/server/store/json-value.ts";
import { httpFacts, PolicyLab } from "./support/expressions.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

const decided = (passes: boolean, ...messages: string[]): Decision => ({
  verdict: passes ? "pass" : "fail",
  passing: passes,
  messages,
  undecided: [],
});

function labFor(t: TestContext, breaches?: BreachLookup): PolicyLab {
  const lab = new PolicyLab(temporaryFolder(t), { breaches });
  t.after(() => lab.close());
  return lab;
}

describe("bindings", () => {
  const dummy = "authentik_policies_dummy.dummypolicy";
  type Binding = { policy?: string; order?: number } & JsonObject;

  /** What a target with these bindings comes to. */
  function decide(lab: PolicyLab, mode: "all" | "any", bindings: Binding[]): Promise<Decision> {
    const target = lab.store.objects.insert({ model: "target", uniqueKey: null, data: {} });
    for (const [order, binding] of bindings.entries()) {
      const data = { target, order, enabled: true, negate: false, timeout: 30, failure_result: false, ...binding };
      lab.store.objects.insert({ model: "authentik_policies.policybinding", uniqueKey: null, data });
    }
    const request = { user: null, context: {}, http: httpFacts() };
    return lab.policies.evaluate({ pk: target, policy_engine_mode: mode }, request);
  }

  test("are asked in order, and all have their say", async (t) => {
    const lab = labFor(t);
    const [yes, no] = [true, false].map((result) =>
      lab.add(dummy, "policy", { name: String(result), result, wait_min: 0, wait_max: 0 }),
    );
    const both: Binding[] = [{ policy: yes ?? "" }, { policy: no ?? "" }];
    assert.deepEqual(await decide(lab, "any", both), decided(true, "dummy", "dummy"));
    assert.deepEqual(await decide(lab, "all", both), decided(false, "dummy", "dummy"));
    assert.equal((await decide(lab, "all", [{ policy: no ?? "", negate: true }])).passing, true);
    assert.deepEqual(await decide(lab, "all", [{ policy: no ?? "", enabled: false }]), decided(true));
  });

  test("do not know when a policy cannot decide, or not in time, and the log says why", async (t) => {
    const lab = labFor(t);
    const slow = lab.add(dummy, "policy", { name: "slow", result: true, wait_min: 60, wait_max: 60 });
    const unknown = (name: string): Decision => ({
      verdict: "unknown",
      passing: false,
      messages: [],
      undecided: [name],
    });
    assert.deepEqual(await decide(lab, "all", [{ policy: slow, timeout: 1 }]), unknown("slow"));
    const geo = lab.add("authentik_policies_geoip.geoippolicy", "policy", { name: "geo", countries: [] });
    assert.deepEqual(await decide(lab, "all", [{ policy: geo }]), unknown("geo"));
    const events = lab.add("authentik_policies_event_matcher.eventmatcherpolicy", "policy", { name: "events" });
    assert.deepEqual(await decide(lab, "all", [{ policy: events }]), unknown("events"));
    const strange = lab.add("authentik_policies_new.newpolicy", "policy", { name: "strange" });
    assert.deepEqual(await decide(lab, "all", [{ policy: strange }]), unknown("strange"));
    const broken = lab.add(dummy, "policy", { name: "broken", wait_min: "soon" });
    assert.deepEqual(await decide(lab, "all", [{ policy: broken }]), unknown("broken"));
    assert.deepEqual(await decide(lab, "all", [{ policy: "gone" }]), unknown("gone"));
    assert.deepEqual(lab.logged.slice(0, 2), [
      'warning request The policy "slow" could not be evaluated: The policy took longer than 1 s.',
      'warning request The policy "geo" could not be evaluated: GeoIP policies are not available here: no database of places.',
    ]);
  });

  test("take a policy that cannot decide for one that passes where they say so, negated or not", async (t) => {
    const lab = labFor(t);
    for (const negate of [false, true]) {
      const { passing: passes, undecided } = await decide(lab, "all", [
        { policy: "gone", failure_result: true, negate },
      ]);
      assert.deepEqual({ passes, undecided }, { passes: true, undecided: ["gone"] });
    }
  });

  test("need no more than one certain answer", async (t) => {
    const lab = labFor(t);
    const add = (name: string, result: boolean): Binding => ({
      policy: lab.add(dummy, "policy", { name, result, wait_min: 0, wait_max: 0 }),
    });
    const pass = add("yes", true);
    const fail = add("no", false);
    const unknown: Binding = { policy: "gone" };
    const nobody: Binding = { user: "1" };
    const table: [mode: "all" | "any", bindings: Binding[], verdict: Verdict][] = [
      ["any", [unknown, pass], "pass"],
      ["any", [unknown, fail], "unknown"],
      ["any", [unknown, nobody], "unknown"],
      ["all", [unknown, pass], "unknown"],
      ["all", [unknown, fail], "fail"],
      ["all", [unknown, nobody], "fail"],
      ["all", [{ ...unknown, negate: true }, pass], "unknown"],
      ["any", [{ ...unknown, negate: true }, fail], "unknown"],
    ];
    for (const [mode, bindings, verdict] of table) {
      assert.equal((await decide(lab, mode, bindings)).verdict, verdict, `${mode} ${JSON.stringify(bindings)}`);
      assert.equal((await decide(lab, mode, bindings.toReversed())).verdict, verdict);
    }
  });

  test("do not take everybody for outside of a group that is gone", async (t) => {
    const lab = labFor(t);
    assert.equal((await decide(lab, "all", [{ group: "gone", negate: true }])).verdict, "unknown");
    assert.equal((await decide(lab, "all", [{ group: "gone" }])).verdict, "unknown");
    assert.equal((await decide(lab, "all", [{}])).verdict, "unknown");
  });

  test("give up a policy that does not keep its time by itself", async (t) => {
    const lab = labFor(t);
    const stuck: PolicyEvaluator = () => new Promise(() => undefined);
    const membership = new Membership(lab.store.users, lab.models);
    const engine = new BindingPolicyEngine(lab.models, membership, { stuck }, { log: () => undefined, grace: 5 });
    const pk = lab.add("stuck", "policy", { name: "stuck" });
    const request = { user: null, context: {}, http: httpFacts(), timeLimit: 5 };
    assert.equal((await engine.evaluateAll([pk], request)).verdict, "unknown");
  });

  test("log what a policy came to, where it asks for that", async (t) => {
    const lab = labFor(t);
    const data = { result: true, wait_min: 0, wait_max: 0, execution_logging: true };
    await decide(lab, "all", [{ policy: lab.add(dummy, "policy", { name: "told", ...data }) }]);
    assert.deepEqual(lab.logged, ["info The policy told passed."]);
  });
});
