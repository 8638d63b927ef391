/** What each type of policy decides, and how bindings make one answer of several. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, test, type TestContext } from "node:test";
import { type BreachLookup, RangeBreachLookup } from "../../../src/server/policies/breach-lookup.ts";
import type { PlanContext } from "../../../src/server/engine/plan-context.ts";
import { type PolicyResult } from "../../../src/server/engine/policy-engine.ts";
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
