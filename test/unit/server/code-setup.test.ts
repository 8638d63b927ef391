import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { Limiter } from "../../../src/server/engine/limiter.ts";
import type { FlowApp } from "../../../src/server/http/create-app.ts";
import { addBlueprint, demoPassword, expectChallenge, sentMessages, testApp, TestBrowser } from "./support/test-app.ts";

const mfa = "default-authentication-flow-mfa";
const mailSetup = "default-authenticator-email-setup";
const textSetup = "default-authenticator-sms-setup";
const home = "xak-flow-redirect";
const wrongCode = "Invalid Token. Please ensure the time on your device is accurate and try again.";

async function newestCode(app: FlowApp): Promise<string> {
  return /\b\d{6}\b/.exec((await sentMessages(app))[0]?.body ?? "")?.[0] ?? "";
}

/** Another code than this one; a different one for each number. */
function otherThan(code: string, number = 1): string {
  return String((Number(code) + number) % 1_000_000).padStart(6, "0");
}

/** What is said of an answer. */
async function said(browser: TestBrowser, slug: string, body: object): Promise<string> {
  const answer = await browser.post(slug, body);
  const errors = "response_errors" in answer ? Object.values(answer.response_errors ?? {}) : [];
  return errors[0]?.[0]?.string ?? answer.component ?? "";
}

/** A browser that has given name and password of the demonstration's user. */
async function atSecondFactor(app: FlowApp, name = "user") {
  const browser = new TestBrowser(app);
  await browser.post(mfa, { uid_field: name });
  const challenge = expectChallenge(
    await browser.post(mfa, { password: demoPassword }),
    "ak-stage-authenticator-validate",
  );
  return { browser, challenge };
}

/** Gives the demonstration's user codes by mail. */
async function withMailCodes(app: FlowApp): Promise<void> {
  const owner = new TestBrowser(app);
  await owner.signIn("user");
  await owner.get(mailSetup);
  assert.equal((await owner.post(mailSetup, { code: await newestCode(app) })).component, home);
}

async function withTextCodes(app: FlowApp): Promise<void> {
  const owner = new TestBrowser(app);
  await owner.signIn("user");
  await owner.post(textSetup, { phone_number: "+15550100" });
  assert.equal((await owner.post(textSetup, { code: await newestCode(app) })).component, home);
}

/** At the second factor, with a code sent to the first device of a class. */
async function withCodeSent(app: FlowApp, deviceClass = "email"): Promise<TestBrowser> {
  const { browser, challenge } = await atSecondFactor(app);
  const selected = challenge.device_challenges.find(({ device_class }) => device_class === deviceClass);
  assert.equal(await said(browser, mfa, { selected_challenge: selected }), "Empty response");
  return browser;
}

test("GHSA-qgqp-xh8r-v73r: whoever is signing in cannot have the code sent to an address of their choice", async (t) => {
  const app = testApp(t);
  const { browser, challenge } = await atSecondFactor(app);
  const byMail = challenge.configuration_stages.find(({ verbose_name }) => verbose_name === "Email Authenticator");
  const setup = expectChallenge(
    await browser.post(mfa, { selected_stage: byMail?.pk }),
    "ak-stage-authenticator-email",
  );
  assert.equal(setup.email, "u***@e******.test");
  const answer = await said(browser, mfa, { email: "mallory@attacker.example" });
  assert.equal(answer, "Codes go to the e-mail address of your account.");
  const recipients = (await sentMessages(app)).map(({ recipient }) => recipient);
  assert.deepEqual(recipients, ["user@example.test"]);
  // One's own, in another spelling, is one's own.
  assert.equal(await said(browser, mfa, { email: "User@Example.test" }), "ak-stage-authenticator-email");
  assert.equal(await said(browser, mfa, { code: await newestCode(app) }), home);
});

test("whoever is signed in may choose another address, and nobody sets up anything for nobody", async (t) => {
  const app = testApp(t);
  const browser = new TestBrowser(app);
  await browser.signIn("user");
  await browser.get(mailSetup);
  await browser.post(mailSetup, { email: "other@example.com" });
  assert.equal((await sentMessages(app))[0]?.recipient, "other@example.com");
});

test("a number given before cannot be replaced during sign-up", async (t) => {
  const app = testApp(t);
  const stage = app.store.objects.list("authentik_stages_authenticator_sms.authenticatorsmsstage")[0];
  addBlueprint(
    app,
    `  - { model: authentik_flows.flow, id: flow, identifiers: { slug: join }, attrs: { name: x, title: x, designation: enrollment } }
  - { model: authentik_stages_prompt.prompt, id: u, identifiers: { name: join-u }, attrs: { field_key: username, label: L, type: username } }
  - { model: authentik_stages_prompt.prompt, id: p, identifiers: { name: join-p }, attrs: { field_key: phone, label: L, type: text } }
  - { model: authentik_stages_prompt.promptstage, id: s, identifiers: { name: join-s }, attrs: { fields: [!KeyOf u, !KeyOf p] } }
  - { model: authentik_stages_user_write.userwritestage, id: w, identifiers: { name: join-w }, attrs: { user_creation_mode: always_create } }
  - { model: authentik_flows.flowstagebinding, identifiers: { target: !KeyOf flow, stage: !KeyOf s, order: 0 } }
  - { model: authentik_flows.flowstagebinding, identifiers: { target: !KeyOf flow, stage: !KeyOf w, order: 1 } }
  - { model: authentik_flows.flowstagebinding, identifiers: { target: !KeyOf flow, stage: ${stage?.pk}, order: 2 } }`,
  );
  const browser = new TestBrowser(app);
  expectChallenge(await browser.post("join", { username: "ada", phone: "+1 555 0100" }), "ak-stage-authenticator-sms");
  assert.equal(
    await said(browser, "join", { phone_number: "+15550199" }),
    "Codes go to the number that you gave before.",
  );
  const recipients = (await sentMessages(app)).map(({ recipient }) => recipient);
  assert.deepEqual(recipients, ["+15550100"]);
});

test("five wrong codes are the end of a code that was sent for set-up; then a new one is needed, and sent", async (t) => {
  const app = testApp(t);
  const browser = new TestBrowser(app);
  await browser.signIn("user");
  await browser.get(mailSetup);
  const code = await newestCode(app);
  for (let tries = 1; tries < 5; tries++) {
    assert.equal(await said(browser, mailSetup, { code: otherThan(code, tries) }), "Code does not match");
  }
  const last = await said(browser, mailSetup, { code: otherThan(code, 5) });
  assert.equal(last, "This code cannot be used any more. Please use a new one.");
  const messages = await sentMessages(app);
  assert.equal(messages.length, 2);
  if ((await newestCode(app)) !== code) {
    assert.equal(await said(browser, mailSetup, { code }), "Code does not match");
  }
  assert.equal(await said(browser, mailSetup, { code: await newestCode(app) }), home);
});

test("wrong codes of an account are bounded over all the codes that were sent", async (t) => {
  const app = testApp(t);
  const browser = new TestBrowser(app);
  await browser.signIn("user");
  await browser.get(textSetup);
  // The browser that signed in has a budget of its own, of ten, and then that of everybody.
  new Limiter(app.store.counters).add(
    Array.from({ length: 20 }, () => ["code-account", String(app.store.users.findByUsername("user")?.pk)] as const),
    Date.now(),
  );
  const answers: string[] = [];
  for (let round = 0; round < 3; round++) {
    await browser.post(textSetup, { phone_number: "+15550100" });
    const code = await newestCode(app);
    for (let tries = 1; tries <= 4; tries++)
      answers.push(await said(browser, textSetup, { code: otherThan(code, tries) }));
  }
  assert.equal(answers.filter((answer) => answer === "Code does not match").length, 10);
  assert.match(answers.at(-1) ?? "", /^Too many wrong codes\. Please try again after 60 minutes\.$/);
});

test("text messages are bounded for a user, whatever the number", async (t) => {
  const app = testApp(t);
  const browser = new TestBrowser(app);
  await browser.signIn("user");
  const answers: string[] = [];
  for (let index = 0; index < 15; index++) {
    answers.push(await said(browser, textSetup, { phone_number: `+1555010${String(index).padStart(2, "0")}` }));
  }
  assert.equal((await sentMessages(app)).length, 10);
  assert.equal(answers.at(-1), "Too many codes have been requested. Please try again later.");
});

test("messages are bounded for a recipient and for a network, whoever asks", async (t) => {
  const app = testApp(t);
  const limiter = new Limiter(app.store.counters);
  const browser = new TestBrowser(app);
  await browser.signIn("admin");
  const tooMany = "Too many codes have been requested. Please try again later.";
  limiter.add(
    Array.from({ length: 10 }, () => ["code-message-recipient", "sms +15550100"] as const),
    Date.now(),
  );
  assert.equal(await said(browser, textSetup, { phone_number: "+1 555 0100" }), tooMany);
  assert.equal(await said(browser, textSetup, { phone_number: "+1 555 0101" }), "ak-stage-authenticator-sms");
  limiter.add(
    Array.from({ length: 20 }, () => ["code-text-network", "127.0.0.1"] as const),
    Date.now(),
  );
  assert.equal(await said(browser, textSetup, { phone_number: "+1 555 0102" }), tooMany);
});

test("a code that was sent belongs to the sign-in that asked for it", async (t) => {
  const app = testApp(t);
  await withMailCodes(app);
  const asked = await withCodeSent(app);
  const code = await newestCode(app);
  const { browser: another } = await atSecondFactor(app);
  assert.equal(await said(another, mfa, { code }), wrongCode);
  assert.equal(await said(asked, mfa, { code }), home);
  const again = await atSecondFactor(app);
  assert.equal(await said(again.browser, mfa, { code }), wrongCode);
});

test("five wrong codes are the end of a code that was sent for signing in", async (t) => {
  const app = testApp(t);
  await withMailCodes(app);
  const browser = await withCodeSent(app);
  const code = await newestCode(app);
  for (let tries = 1; tries <= 5; tries++)
    assert.equal(await said(browser, mfa, { code: otherThan(code, tries) }), wrongCode);
  assert.equal(await said(browser, mfa, { code }), wrongCode);
});

test("four wrong codes are forgiven by the right one", async (t) => {
  const app = testApp(t);
  await withMailCodes(app);
  const browser = await withCodeSent(app);
  const code = await newestCode(app);
  for (let tries = 1; tries <= 4; tries++) await said(browser, mfa, { code: otherThan(code, tries) });
  assert.equal(await said(browser, mfa, { code }), home);
});

test("a slip with one kind of code does not lock the others", async (t) => {
  const app = testApp(t);
  await withMailCodes(app);
  const owner = new TestBrowser(app);
  await owner.signIn("user");
  const list = "default-authenticator-static-setup";
  const { codes } = expectChallenge(await owner.get(list), "ak-stage-authenticator-static");
  await owner.post(list, {});

  const first = await withCodeSent(app);
  await said(first, mfa, { code: otherThan(await newestCode(app)) });
  assert.equal(await said(first, mfa, { code: codes[0] ?? "" }), home);

  const second = await withCodeSent(app);
  await said(second, mfa, { code: "not-one-of-them" });
  assert.equal(await said(second, mfa, { code: await newestCode(app) }), home);
  // The list itself has to wait.
  const third = await withCodeSent(app);
  await said(third, mfa, { code: "not-one-of-them" });
  assert.equal(await said(third, mfa, { code: codes[1] ?? "" }), wrongCode);
});

test("guesses at an app's code do not hide behind a code that was sent", async (t) => {
  const app = testApp(t);
  await withMailCodes(app);
  const browser = await withCodeSent(app);
  const code = await newestCode(app);
  const answers: string[] = [];
  for (let tries = 1; tries <= 21; tries++) answers.push(await said(browser, mfa, { code: otherThan(code, tries) }));
  assert.equal(answers.filter((answer) => answer === wrongCode).length, 20);
  assert.match(answers.at(-1) ?? "", /^Too many wrong codes/);
});

/** Whether a code still works after so many minutes. */
async function worksAfter(t: TestContext, minutes: number, deviceClass: "email" | "sms"): Promise<boolean> {
  const app = testApp(t);
  await (deviceClass === "email" ? withMailCodes(app) : withTextCodes(app));
  const browser = await withCodeSent(app, deviceClass);
  const code = await newestCode(app);
  const then = Date.now() + minutes * 60_000;
  const { mock } = t.mock.method(Date, "now", () => then);
  const answer = await said(browser, mfa, { code });
  mock.restore();
  return answer === home;
}

test("codes in e-mails live ten minutes at most, whatever the stage says; those in text messages five", async (t) => {
  assert.equal(await worksAfter(t, 9.9, "email"), true);
  assert.equal(await worksAfter(t, 10.1, "email"), false);
  assert.equal(await worksAfter(t, 4.9, "sms"), true);
  assert.equal(await worksAfter(t, 5.1, "sms"), false);
});

test("the mail says for how long its code can be used", async (t) => {
  const app = testApp(t);
  await withMailCodes(app);
  assert.match((await sentMessages(app))[0]?.body ?? "", /It can be used for 10 minutes\./);
});

test("a code that was sent is not kept in clear", async (t) => {
  const app = testApp(t);
  await withMailCodes(app);
  await withCodeSent(app);
  const code = await newestCode(app);
  const kept = JSON.stringify([
    app.store.database.rows("SELECT data FROM sessions"),
    app.store.database.rows("SELECT data FROM devices"),
  ]);
  assert.ok(!new RegExp(`\\b${code}\\b`).test(kept));
});

test("a code that is too long is refused", async (t) => {
  const app = testApp(t);
  await withMailCodes(app);
  const browser = await withCodeSent(app);
  assert.equal(await said(browser, mfa, { code: "1".repeat(65) }), "Ensure this field has no more than 64 characters.");
});
