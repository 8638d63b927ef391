/** What passwords may be, and what becomes of them, in every shipped flow that sets one (OWASP ASVS 5.0, V6.2). */
import assert from "node:assert/strict";
import { describe, test, type TestContext } from "node:test";
import { dictionary } from "@zxcvbn-ts/language-common";
import type { Challenge } from "../../../src/protocol/challenges.ts";
import type { FlowApp } from "../../../src/server/http/create-app.ts";
import { passwordScore } from "../../../src/server/policies/password-score.ts";
import { demoPassword, expectChallenge, sentMessages, testApp, TestBrowser } from "./support/test-app.ts";

const weak = "Password is too weak.";
const short = "Choose at least 8 characters.";
const change = "default-password-change";
const policyModel = "authentik_policies_password.passwordpolicy";

/** Offers a password to a flow's form. */
type Offer = (password: string) => Promise<Challenge>;

/** The way to the form for a new password, in each shipped flow that has one. */
const ways: Record<string, (t: TestContext) => Promise<Offer>> = {
  "account-sign-up": async (t) => {
    const browser = new TestBrowser(testApp(t));
    await browser.get("account-sign-up");
    return (password) => browser.post("account-sign-up", { ...ada, password, password_repeat: password });
  },
  "account-recovery": async (t) => {
    const app = testApp(t);
    const browser = new TestBrowser(app);
    await browser.post("account-recovery", { uid_field: "user" });
    const body = (await sentMessages(app))[0]?.body ?? "";
    return byLink(browser, "account-recovery", /\/if\/flow\/[^/]+\/\?(\S+)/.exec(body)?.[1] ?? "");
  },
  [change]: async (t) => {
    const browser = new TestBrowser(testApp(t));
    await browser.signIn("user");
    await passPresentPassword(browser);
    return (password) => browser.post(change, { password, password_repeat: password });
  },
  "account-set-up": async (t) => {
    const app = testApp(t, { demo: false });
    return byLink(new TestBrowser(app), "account-set-up", app.setUpPath?.split("?")[1] ?? "");
  },
};

const ada = { username: "adalovelace", name: "Ada King", email: "countess@ockham.example" };

async function byLink(browser: TestBrowser, slug: string, query: string): Promise<Offer> {
  const { token } = expectChallenge(await browser.get(slug, query), "ak-stage-consent");
  expectChallenge(await browser.post(slug, { token }, query), "ak-stage-prompt");
  return (password) => browser.post(slug, { password, password_repeat: password }, query);
}

/** The flow may ask for the present password first. */
async function passPresentPassword(browser: TestBrowser): Promise<void> {
  const first = await browser.get(change);
  if (first.component === "ak-stage-password") await browser.post(change, { password: demoPassword });
}

/** What the form says against a password. */
async function faultOf(offer: Offer, password: string): Promise<string | undefined> {
  const answer = await offer(password);
  const form = expectChallenge(answer, "ak-stage-prompt");
  return form.response_errors?.non_field_errors?.[0]?.string;
}

async function signInWith(app: FlowApp, password: string): Promise<boolean> {
  const browser = new TestBrowser(app);
  await browser.post("default-authentication-flow", { uid_field: "user" });
  await browser.post("default-authentication-flow", { password });
  return (await browser.request("/if/user/")).status === 200;
}

test("every shipped form that asks for a new password is judged by the shipped policy", (t) => {
  for (const demo of [false, true]) {
    const { objects } = testApp(t, { demo }).store;
    const policy = objects.list(policyModel).find(({ data }) => data.name === "account-password-policy");
    assert.ok(policy);
    const { length_min, check_static_rules, check_zxcvbn } = policy.data;
    assert.deepEqual([length_min, check_static_rules, check_zxcvbn], [8, true, true]);
    const passwords = new Set(
      objects
        .list("authentik_stages_prompt.prompt")
        .filter(({ data }) => data.type === "password")
        .map(({ pk }) => pk),
    );
    const forms = objects
      .list("authentik_stages_prompt.promptstage")
      .filter(({ data }) => (data.fields as string[]).some((pk) => passwords.has(pk)));
    assert.ok(forms.length >= 2);
    for (const { data } of forms) {
      assert.ok((data.validation_policies as string[]).includes(policy.pk), String(data.name));
    }
  }
});

describe("in the flow", () => {
  for (const [slug, begin] of Object.entries(ways)) {
    test(`${slug}, seven characters are too few, common passwords are refused, and 64 of any kind are taken`, async (t) => {
      const offer = await begin(t);
      assert.equal(await faultOf(offer, "k7#Vq2z"), short);
      assert.equal(await faultOf(offer, "iloveyou1"), weak);
      const longest = "only small letters and blanks make a password of sixty four long";
      assert.equal(longest.length, 64);
      assert.notEqual((await offer(longest)).component, "ak-stage-prompt");
    });
  }
});

test("no kind of character has to be there, and none may not", async (t) => {
  for (const password of [
    "quietmeadowlantern",
    "739104826650",
    "ÜBERMORGENNÄSSE",
    "#~{}|^`<>&%$",
    "夜更けの港に灯がともる",
  ]) {
    const offer = await (ways[change] as (t: TestContext) => Promise<Offer>)(t);
    assert.notEqual((await offer(password)).component, "ak-stage-prompt", password);
  }
});

test("the three thousand most frequent passwords of eight characters and more are refused, in either case", async () => {
  const common = dictionary["passwords-common"].filter((password) => Array.from(password).length >= 8).slice(0, 3000);
  assert.equal(common.length, 3000);
  const taken: string[] = [];
  for (const password of common) {
    for (const typed of [password, password.toUpperCase()]) if ((await passwordScore(typed, [])) > 0) taken.push(typed);
  }
  assert.deepEqual(taken, []);
});

test("words of the context make no password: name, user name, address and brand, whole or in part, also while signing up", async (t) => {
  const offer = await (ways["account-sign-up"] as (t: TestContext) => Promise<Offer>)(t);
  for (const password of [
    "adalovelace",
    "AdaLovelace1",
    "countess@ockham.example",
    "adaking2",
    "ockhamcountess",
    "flowdemo1",
  ]) {
    assert.equal(await faultOf(offer, password), weak, password);
  }
  assert.notEqual((await offer("turnip-gazebo-violin")).component, "ak-stage-prompt");
});

test("a password counts exactly as it was typed: blanks, case, accents and everything after the 72nd byte", async (t) => {
  const app = testApp(t);
  const browser = new TestBrowser(app);
  await browser.signIn("user");
  await passPresentPassword(browser);
  const password = ` Café au lait, ${"and so on, ".repeat(8)}the End `;
  assert.ok(Buffer.byteLength(password) > 72);
  await browser.post(change, { password, password_repeat: password });
  for (const other of [
    password.trim(),
    password.toLowerCase(),
    password.normalize("NFD"),
    password.slice(0, 72),
    `${password} `,
  ]) {
    assert.equal(await signInWith(app, other), false, JSON.stringify(other));
  }
  assert.equal(await signInWith(app, password), true);
});

test("a password stays good however old it is: nothing that is shipped makes it expire", async (t) => {
  for (const demo of [false, true]) {
    const { objects } = testApp(t, { demo }).store;
    assert.deepEqual(objects.list("authentik_policies_expiry.passwordexpirypolicy"), []);
  }
  const app = testApp(t);
  const user = app.store.users.findByUsername("user");
  assert.ok(user);
  const hash = app.store.users.passwordHash(user.pk);
  assert.ok(hash);
  app.store.users.setPasswordHash(user.pk, hash, Date.now() - 20 * 365 * 86_400_000);
  assert.equal(await signInWith(app, demoPassword), true);
});
