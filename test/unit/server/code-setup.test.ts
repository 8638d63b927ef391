import assert from "node:assert/strict";
import { test } from "node:test";
import { Limiter } from "../../../src/server/engine/limiter.ts";
import {
  appFor,
  atSecondFactor,
  home,
  mailSetup,
  mfa,
  newestCode,
  otherThan,
  said,
  textSetup,
  wrongCode,
} from "./support/second-factors.ts";
import { addBlueprint, expectChallenge, sentMessages, TestBrowser } from "./support/test-app.ts";

test("GHSA-qgqp-xh8r-v73r: whoever is signing in cannot have the code sent to an address of their choice", async (t) => {
  const app = appFor(t);
  const { browser, challenge } = await atSecondFactor(app);
  const byMail = challenge.configuration_stages.find(({ verbose_name }) => verbose_name === "Email Authenticator");
  const setup = expectChallenge(
    await browser.post(mfa, { selected_stage: byMail?.pk }),
    "ak-stage-authenticator-email",
  );
  assert.equal(setup.email, "u***@e******.test");
  const answer = await said(browser, mfa, { email: "mallory@attacker.example" });
  assert.equal(answer, "Codes go to the email address of your account.");
  const recipients = (await sentMessages(app)).map(({ recipient }) => recipient);
  assert.deepEqual(recipients, ["user@example.test"]);
  // One's own, in another spelling, is one's own.
  assert.equal(await said(browser, mfa, { email: "User@Example.test" }), "ak-stage-authenticator-email");
  assert.equal(await said(browser, mfa, { code: await newestCode(app) }), home);
});

test("whoever is signed in may choose another address, and nobody sets up anything for nobody", async (t) => {
  const app = appFor(t);
  const browser = new TestBrowser(app);
  await browser.signIn("user");
  await browser.get(mailSetup);
  await browser.post(mailSetup, { email: "other@example.com" });
  assert.equal((await sentMessages(app))[0]?.recipient, "other@example.com");
});

test("a number given before cannot be replaced during sign-up", async (t) => {
  const app = appFor(t);
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
  expectChallenge(
    await browser.post("join", { username: "ada", phone: "+1 202 555 0100" }),
    "ak-stage-authenticator-sms",
  );
  assert.equal(
    await said(browser, "join", { phone_number: "+12025550199" }),
    "Codes go to the number that you gave before.",
  );
  const recipients = (await sentMessages(app)).map(({ recipient }) => recipient);
  assert.deepEqual(recipients, ["+12025550100"]);
});

test("five wrong codes are the end of a code that was sent for set-up; then a new one is needed, and sent", async (t) => {
  const app = appFor(t);
  const browser = new TestBrowser(app);
  await browser.signIn("user");
  await browser.get(mailSetup);
  const code = await newestCode(app);
  for (let tries = 1; tries < 5; tries++) {
    assert.equal(await said(browser, mailSetup, { code: otherThan(code, tries) }), wrongCode.sent);
  }
  const last = await said(browser, mailSetup, { code: otherThan(code, 5) });
  assert.equal(last, "This code cannot be used any more. Use a new one.");
  const messages = await sentMessages(app);
  assert.equal(messages.length, 2);
  if ((await newestCode(app)) !== code) {
    assert.equal(await said(browser, mailSetup, { code }), wrongCode.sent);
  }
  assert.equal(await said(browser, mailSetup, { code: await newestCode(app) }), home);
});

test("wrong codes of an account are bounded over all the codes that were sent", async (t) => {
  const app = appFor(t);
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
    await browser.post(textSetup, { phone_number: "+12025550100" });
    const code = await newestCode(app);
    for (let tries = 1; tries <= 4; tries++)
      answers.push(await said(browser, textSetup, { code: otherThan(code, tries) }));
  }
  assert.equal(answers.filter((answer) => answer === wrongCode.sent).length, 10);
  assert.match(answers.at(-1) ?? "", /^Too many wrong codes\. Please try again after 60 minutes\.$/);
});

test("text messages are bounded for a user, whatever the number", async (t) => {
  const app = appFor(t);
  const browser = new TestBrowser(app);
  await browser.signIn("user");
  const answers: string[] = [];
  for (let index = 0; index < 15; index++) {
    answers.push(await said(browser, textSetup, { phone_number: `+120255501${String(index).padStart(2, "0")}` }));
  }
  assert.equal((await sentMessages(app)).length, 10);
  assert.equal(answers.at(-1), "Too many codes have been requested. Please try again later.");
});

test("messages are bounded for a recipient and for a network, whoever asks", async (t) => {
  const app = appFor(t);
  const limiter = new Limiter(app.store.counters);
  const browser = new TestBrowser(app);
  await browser.signIn("admin");
  const tooMany = "Too many codes have been requested. Please try again later.";
  limiter.add(
    Array.from({ length: 10 }, () => ["code-message-recipient", "sms +12025550100"] as const),
    Date.now(),
  );
  assert.equal(await said(browser, textSetup, { phone_number: "+1 202 555 0100" }), tooMany);
  assert.equal(await said(browser, textSetup, { phone_number: "+1 202 555 0101" }), "ak-stage-authenticator-sms");
  limiter.add(
    Array.from({ length: 20 }, () => ["code-text-network", "127.0.0.1"] as const),
    Date.now(),
  );
  assert.equal(await said(browser, textSetup, { phone_number: "+1 202 555 0102" }), tooMany);
});
