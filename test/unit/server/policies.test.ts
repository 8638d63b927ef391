/** What each type of policy decides, and how bindings make one answer of several. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, test, type TestContext } from "node:test";
import { type BreachLookup, RangeBreachLookup } from "../../../src/server/policies/breach-lookup.ts";
import type { PlanContext } from "../../../src/server/engine/plan.ts";
import type { PolicyResult } from "../../../src/server/engine/policy-engine.ts";
import type { JsonObject } from "../../../src/server/store/json-value.ts";
import { hashPassword } from "../../../src/server/store/password-hash.ts";
import type { User } from "../../../src/server/store/user-store.ts";
import { httpFacts, PolicyLab } from "./support/expressions.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

const day = 86_400_000;
const passing: PolicyResult = { passing: true, messages: [] };
const failing = (...messages: string[]): PolicyResult => ({ passing: false, messages });

function labFor(t: TestContext, breaches?: BreachLookup): PolicyLab {
  const lab = new PolicyLab(temporaryFolder(t), { breaches });
  t.after(() => lab.close());
  return lab;
}

/** What a policy of a model says, bound to nothing. */
function ask(
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
  return lab.policies.evaluateAll([pk], { user, context, http: httpFacts({ clientNetwork }) });
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
    assert.deepEqual(await ask(lab, model, own, { context: { secret: "abcd" } }), passing);
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
    assert.deepEqual(await ask(labFor(t), model, rule, typed("leaked")), passing);
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
  function decide(lab: PolicyLab, mode: "all" | "any", bindings: Binding[]): Promise<PolicyResult> {
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
    assert.deepEqual(await decide(lab, "any", both), { passing: true, messages: ["dummy", "dummy"] });
    assert.deepEqual(await decide(lab, "all", both), failing("dummy", "dummy"));
    assert.equal((await decide(lab, "all", [{ policy: no ?? "", negate: true }])).passing, true);
    assert.deepEqual(await decide(lab, "all", [{ policy: no ?? "", enabled: false }]), passing);
  });

  test("say what happens when a policy cannot decide, or not in time", async (t) => {
    const lab = labFor(t);
    const slow = lab.add(dummy, "policy", { name: "slow", result: true, wait_min: 60, wait_max: 60 });
    const late = "The policy took longer than 1 s.";
    assert.deepEqual(await decide(lab, "all", [{ policy: slow, timeout: 1 }]), failing(late));
    const geo = lab.add("authentik_policies_geoip.geoippolicy", "policy", { name: "geo" });
    const message = "GeoIP policies are not available here: no database of places.";
    assert.deepEqual(await decide(lab, "all", [{ policy: geo }]), failing(message));
    assert.deepEqual(await decide(lab, "all", [{ policy: geo, failure_result: true }]), {
      passing: true,
      messages: [message],
    });
    const events = lab.add("authentik_policies_event_matcher.eventmatcherpolicy", "policy", { name: "events" });
    assert.match((await decide(lab, "all", [{ policy: events }])).messages.join(), /not available here/);
  });

  test("log what a policy came to, where it asks for that", async (t) => {
    const lab = labFor(t);
    const data = { result: true, wait_min: 0, wait_max: 0, execution_logging: true };
    await decide(lab, "all", [{ policy: lab.add(dummy, "policy", { name: "told", ...data }) }]);
    assert.deepEqual(lab.logged, ["info The policy told passed."]);
  });
});
