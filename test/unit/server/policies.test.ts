/** What each type of policy decides, and how bindings make one answer of several. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, test, type TestContext } from "node:test";
import { type BreachLookup, RangeBreachLookup } from "../../../src/server/policies/breach-lookup.ts";
import type { PlanContext } from "../../../src/server/engine/plan-context.ts";
import { Membership } from "../../../src/server/engine/membership.ts";
import {
  BindingPolicyEngine,
  type Decision,
  type PolicyEvaluator,
  type PolicyResult,
  type Verdict,
} from "../../../src/server/engine/policy-engine.ts";
import type { JsonObject } from "../../../src/server/store/json-value.ts";
import { hashPassword } from "../../../src/server/store/password-hash.ts";
import type { User } from "../../../src/server/store/user-store.ts";
import { httpFacts, PolicyLab } from "./support/expressions.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

const day = 86_400_000;
const passing: PolicyResult = { passing: true, messages: [] };
const decided = (passes: boolean, ...messages: string[]): Decision => ({
  verdict: passes ? "pass" : "fail",
  passing: passes,
  messages,
  undecided: [],
});
const failing = (...messages: string[]): PolicyResult => ({ passing: false, messages });

function labFor(t: TestContext, breaches?: BreachLookup): PolicyLab {
  const lab = new PolicyLab(temporaryFolder(t), { breaches });
  t.after(() => lab.close());
  return lab;
}

/** What a policy of a model says, bound to nothing. */
async function ask(
  lab: PolicyLab,
  model: string,
  data: JsonObject,
  {
    user = null,
    context = {},
    clientNetwork = "10.1.2.3",
  }: { user?: User | null; context?: PlanContext; clientNetwork?: string },
): Promise<PolicyResult> {
  const name = `policy ${lab.store.objects.list(model).length}`;
  const pk = lab.add(model, "policy", { name, ...data });
  const { passing, messages } = await lab.policies.evaluateAll([pk], {
    user,
    context,
    http: httpFacts({ clientNetwork }),
  });
  return { passing, messages };
}

describe("a password policy", () => {
  const model = "authentik_policies_password.passwordpolicy";
  const typed = (password: string): { context: PlanContext } => ({ context: { prompt_data: { password } } });

  test("finds the password among answers, then in the flow's context, under the name it is told", async (t) => {
    const lab = labFor(t);
    const rule = { length_min: 3, error_message: "Too short." };
    assert.deepEqual(await ask(lab, model, rule, {}), failing("Password not set in context"));
    assert.deepEqual(await ask(lab, model, rule, typed("ab")), failing("Too short."));
    assert.deepEqual(await ask(lab, model, rule, typed("abc")), passing);
    const own = { ...rule, password_field: "secret" };
    const elsewhere = { secret: "abcd" };
    assert.deepEqual(await ask(lab, model, own, { context: elsewhere }), passing);
    assert.deepEqual(await ask(lab, model, own, typed("abcd")), failing("Password not set in context"));
  });

  test("counts digits, letters and symbols", async (t) => {
    const lab = labFor(t);
    const cases: [rule: JsonObject, good: string, bad: string][] = [
      [{ amount_digits: 2 }, "a1b2", "a1b"],
      [{ amount_uppercase: 1 }, "aB", "ab"],
      [{ amount_lowercase: 2 }, "ABcd", "ABCd"],
      [{ amount_symbols: 1 }, "ab!", "ab1"],
      [{ amount_symbols: 1, symbol_charset: "-]" }, "ab]", "ab!"],
    ];
    for (const [rule, good, bad] of cases) {
      assert.deepEqual(await ask(lab, model, rule, typed(good)), passing, good);
      assert.deepEqual(await ask(lab, model, rule, typed(bad)), failing(), bad);
      assert.deepEqual(await ask(lab, model, { ...rule, check_static_rules: false }, typed(bad)), passing);
    }
  });

  test("estimates how hard a password is to guess, for this user", async (t) => {
    const lab = labFor(t);
    const rule = { check_static_rules: false, check_zxcvbn: true };
    const weak = failing("Password is too weak.");
    assert.deepEqual(await ask(lab, model, rule, typed("password123")), weak);
    assert.deepEqual(await ask(lab, model, rule, typed("jolly-otter-9-bramble")), passing);
    const user = lab.addUser("hildegardvonbingen");
    assert.deepEqual(await ask(lab, model, rule, { ...typed("hildegardvonbingen"), user }), weak);
    assert.deepEqual(
      await ask(lab, model, { ...rule, zxcvbn_score_threshold: 4 }, typed("jolly-otter-9-bramble")),
      weak,
    );
  });

  test("looks up leaked passwords where that is configured, telling no more than five digits", async (t) => {
    const hash = createHash("sha1").update("leaked").digest("hex").toUpperCase();
    const asked: string[] = [];
    const breaches = new RangeBreachLookup("http://passwords.test/range/", async (url) => {
      asked.push(url);
      return new Response(`0000000000000000000000000000000000A:0\r\n${hash.slice(5)}:7\r\n`);
    });
    const rule = { check_static_rules: false, check_have_i_been_pwned: true };
    const lab = labFor(t, breaches);
    assert.deepEqual(await ask(lab, model, rule, typed("leaked")), failing("Password exists on 7 online lists."));
    assert.deepEqual(await ask(lab, model, { ...rule, hibp_allowed_count: 7 }, typed("leaked")), passing);
    assert.deepEqual(await ask(lab, model, rule, typed("unknown")), passing);
    assert.equal(asked[0], `http://passwords.test/range/${hash.slice(0, 5)}`);
    const without = labFor(t);
    assert.deepEqual(await ask(without, model, rule, typed("leaked")), failing());
    assert.match(without.logged.join(), /could not be evaluated: No list of leaked passwords is configured/);
  });
});

describe("a reputation policy", () => {
  const model = "authentik_policies_reputation.reputationpolicy";

  test("passes once the score of address or name is as low as its threshold", async (t) => {
    const lab = labFor(t);
    const user = lab.addUser("marie");
    const { reputation } = lab.store;
    const passes = async (rule: JsonObject, who: object): Promise<boolean> =>
      (await ask(lab, model, rule, who)).passing;
    for (let attempt = 0; attempt < 3; attempt++) reputation.adjust("10.1.2.3", "marie", -1, Date.now());
    assert.equal(await passes({ threshold: -3 }, { user }), true);
    assert.equal(await passes({ threshold: -4 }, { user }), false);
    assert.equal(await passes({ threshold: -3, check_ip: false }, { user, clientNetwork: "10.9.9.9" }), true);
    assert.equal(await passes({ threshold: -3, check_username: false }, { user, clientNetwork: "10.9.9.9" }), false);
    assert.equal(await passes({ threshold: -3, check_username: false }, {}), true);
  });

  test("scores stay within bounds, add up over addresses, and are forgotten after a day", (t) => {
    const { reputation } = labFor(t).store;
    for (let attempt = 0; attempt < 9; attempt++) reputation.adjust("10.1.2.3", "marie", -1, 0);
    assert.equal(reputation.score({ ip: undefined, identifier: "marie" }, 1), -5);
    for (let attempt = 0; attempt < 12; attempt++) reputation.adjust("10.9.9.9", "marie", 1, day - 1);
    assert.equal(reputation.score({ ip: "10.9.9.9", identifier: undefined }, day - 1), 5);
    assert.equal(reputation.score({ ip: undefined, identifier: "marie" }, day - 1), 0);
    assert.equal(reputation.score({ ip: undefined, identifier: "marie" }, day), 5);
    reputation.adjust("10.1.2.3", "marie", -1, day);
    assert.equal(reputation.score({ ip: "10.1.2.3", identifier: undefined }, day), -1);
  });
});

describe("policies about former passwords", () => {
  test("an expired password is refused and cannot be used any longer", async (t) => {
    const lab = labFor(t);
    const user = lab.addUser("marie");
    const model = "authentik_policies_expiry.passwordexpirypolicy";
    lab.store.users.setPasswordHash(user.pk, hashPassword("old"), Date.now() - 10 * day);
    assert.deepEqual(await ask(lab, model, { days: 11 }, { user }), passing);
    assert.deepEqual(await ask(lab, model, { days: 7, deny_only: true }, { user }), failing("Password has expired."));
    assert.notEqual(lab.store.users.passwordHash(user.pk), null);
    const message = "Password expired 3 days ago. Please update your password.";
    assert.deepEqual(await ask(lab, model, { days: 7 }, { user }), failing(message));
    assert.equal(lab.store.users.passwordHash(user.pk), null);
  });

  test("a password may not be one of the last ones", async (t) => {
    const lab = labFor(t);
    const user = lab.addUser("marie");
    const model = "authentik_policies_unique_password.uniquepasswordpolicy";
    for (const password of ["first", "second"]) lab.store.users.setPasswordHash(user.pk, hashPassword(password));
    const typed = (password: string): { user: User; context: PlanContext } => ({
      user,
      context: { prompt_data: { password } },
    });
    const used = failing("This password has been used previously. Please choose a different one.");
    assert.deepEqual(await ask(lab, model, {}, typed("second")), used);
    assert.deepEqual(await ask(lab, model, {}, typed("first")), passing);
    assert.deepEqual(await ask(lab, model, { num_historical_passwords: 2 }, typed("first")), used);
    assert.deepEqual(await ask(lab, model, {}, { user }), failing("Password not set in context"));
  });
});

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
